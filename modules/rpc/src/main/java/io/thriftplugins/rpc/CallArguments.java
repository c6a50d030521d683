package io.thriftplugins.rpc;

import io.thriftplugins.FunctionSignature;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call that this side serves. Objects of the peer among them are closed by who got them, which is
 * the function. If the call is refused before that, as that of an unknown function is, they are released here: nobody
 * else ever sees them. For the one thread that serves the call.
 */
public final class CallArguments {

    private final List<@Nullable Object> positional;
    private final Map<String, @Nullable Object> named;
    private boolean taken;

    /**
     * Arguments that nobody has got yet.
     *
     * @param positional arguments in order
     * @param named arguments by name
     */
    public CallArguments(List<@Nullable Object> positional, Map<String, @Nullable Object> named) {
        this.positional = positional;
        this.named = named;
    }

    /**
     * Hands them to a function.
     *
     * @param signature the function's
     * @return its arguments, in the order of the signature
     * @throws io.thriftplugins.PluginException with {@code INVALID_ARGUMENT} if the signature doesn't allow them
     */
    List<@Nullable Object> bind(FunctionSignature signature) {
        List<@Nullable Object> bound = signature.bind(positional, named);
        taken = true;
        return bound;
    }

    /**
     * Hands over those in order, to a function without a signature.
     *
     * @return arguments in order
     */
    public List<@Nullable Object> positional() {
        taken = true;
        return positional;
    }

    /**
     * Hands over those with names, to a function without a signature.
     *
     * @return arguments by name
     */
    public Map<String, @Nullable Object> named() {
        taken = true;
        return named;
    }

    /** The call has ended. Doesn't wait for the peer. */
    void ended() {
        if (!taken) {
            discard(positional);
            discard(named.values());
        }
    }

    private static void discard(Collection<? extends @Nullable Object> values) {
        for (Object value : values) {
            if (value instanceof RemoteProxy proxy) {
                proxy.handle().discard();
            } else if (value instanceof Collection<?> list) {
                discard(list);
            } else if (value instanceof Map<?, ?> map) {
                discard(map.keySet());
                discard(map.values());
            }
        }
    }
}
