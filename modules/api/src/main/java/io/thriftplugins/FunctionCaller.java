package io.thriftplugins;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The side of a connection whose functions can be called: the host, seen from a plugin, or a plugin, seen from a host.
 * Safe for use by many threads; each call in flight uses a connection of its own.
 */
public interface FunctionCaller {

    /**
     * Calls a function and waits for its result, at most for the configured default timeout.
     *
     * <p>The calling thread blocks. If it is interrupted, the call ends at once with {@link ErrorCode#CANCELLED}, the
     * interrupt flag stays set, and a peer of this project interrupts the thread that runs the function.
     *
     * @param function the function's name, in any case
     * @param arguments the arguments, values of the table in {@link Values}
     * @return the result
     * @throws PluginException if there is no result; the code says why
     */
    default @Nullable Object call(String function, @Nullable Object... arguments) {
        return call(CallRequest.of(function, arguments));
    }

    /**
     * Calls a function and waits for its result, like {@link #call(String, Object...)}, with named arguments and a time
     * limit of its own.
     *
     * @param request what to call
     * @return the result
     * @throws PluginException if there is no result; the code says why
     */
    @Nullable
    Object call(CallRequest request);

    /**
     * Calls a function on another thread.
     *
     * @param request what to call
     * @return completes with the result, or with a {@link PluginException}; cancelling it cancels the call
     */
    CompletableFuture<@Nullable Object> callAsync(CallRequest request);

    /**
     * The functions that the other side has told about.
     *
     * @return an unmodifiable list
     * @throws PluginException if the other side must be asked and doesn't answer
     */
    List<FunctionInfo> functions();

    /**
     * The other side's functions as a Java interface, which it has exported or a peer in another language offers.
     *
     * @param <T> the interface
     * @param type the interface; {@link TypedInterface} says what it can contain
     * @return an instance whose methods call the functions, safe for use by many threads. It belongs to this very
     *     object: for a plugin that was loaded again make another one, while one that was restarted needs none
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if the interface contains what can't be sent,
     *     with {@link ErrorCode#INTERFACE_MISMATCH} if the other side's functions don't fit; all that is wrong is named
     */
    default <T> T as(Class<T> type) {
        return as(TypedInterface.of(type));
    }

    /**
     * The other side's functions as a Java interface, like {@link #as(Class)}, with a time limit of its own for
     * instance.
     *
     * @param <T> the interface
     * @param type the interface
     * @return an instance whose methods call the functions
     * @throws PluginException with {@link ErrorCode#INTERFACE_MISMATCH} if the other side's functions don't fit
     */
    default <T> T as(TypedInterface<T> type) {
        return type.proxy(this);
    }

    /**
     * The way to the other side's own services, for what makes clients of them, as {@code io.thriftplugins.services}
     * does.
     *
     * @return calls them
     * @throws PluginException with {@link ErrorCode#NOT_SUPPORTED} if this object was not made by the framework
     */
    default MessageCaller messages() {
        throw new PluginException(
                ErrorCode.NOT_SUPPORTED,
                getClass().getName()
                        + " leads to no services; pass on what messages() of the framework's object gives");
    }
}
