package io.thriftplugins;

import io.thriftplugins.typed.InterfaceModel;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A plain Java interface whose abstract methods are functions: {@code long add(long a, long b)} of {@code Calculator}
 * is {@code calculator_add(a: integer, b: integer): integer}, which a peer in any language can offer or call. Most need
 * no more than {@link FunctionCaller#as(Class)} on one side and {@link PluginDefinition#export} or
 * {@code ServerBuilder.export} on the other one.
 *
 * <p>Types of parameters and results, and what they become (in full in {@code docs/typed-interfaces.md}):
 *
 * <ul>
 *   <li>those of the table in {@link Values}, primitive or not, and {@code char}, {@code BigInteger};
 *   <li>dates and times without an instant, {@code UUID} and {@code URI} as text; enums by name;
 *   <li>{@code List}, {@code Set}, {@code Collection}, arrays, {@code Map}, {@code Optional}; records as maps, also
 *       within each other and with type arguments;
 *   <li>interfaces: an argument stays where it is, and the other side calls it back. It is lent for the call, unless
 *       its interface extends {@code AutoCloseable}: then it can be kept until it is closed. One that is returned must;
 *   <li>{@code CompletionStage} or {@code CompletableFuture} of one of these as a result: the call is asynchronous, and
 *       ends when the stage does, in either direction.
 * </ul>
 *
 * <p>An exception that the method declares, and that has a constructor {@code (String, Throwable)} or {@code (String)},
 * is thrown at the caller as itself, with the other side's stack and causes; any other is a {@link PluginException}.
 * Default methods run where they are called; overloads are refused, since functions have none.
 *
 * <p>Interface, records, enums and exceptions are used by reflection: in a named module, their package must be exported
 * or opened to {@code io.thriftplugins.api}. Compile them with {@code -parameters}, or peers in other languages see
 * parameters called {@code arg0}.
 *
 * <p>Immutable; safe for use by many threads.
 *
 * @param <T> the interface
 */
public final class TypedInterface<T> {

    private final Class<T> type;
    private final InterfaceModel model;
    private final @Nullable Duration timeout;

    private TypedInterface(Class<T> type, InterfaceModel model, @Nullable Duration timeout) {
        this.type = type;
        this.model = model;
        this.timeout = timeout;
    }

    /**
     * Reads an interface.
     *
     * @param <T> the interface
     * @param type the interface
     * @return what its methods are as functions
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if it contains what can't be sent; all of it is
     *     named
     */
    public static <T> TypedInterface<T> of(Class<T> type) {
        return new TypedInterface<>(type, InterfaceModel.of(type), null);
    }

    /**
     * Sets the time limit of the calls that an instance makes; callbacks have the default one.
     *
     * @param limit the time for each call; zero for no limit
     * @return a copy with it
     */
    public TypedInterface<T> withTimeout(Duration limit) {
        if (limit.isNegative()) {
            throw new IllegalArgumentException("A timeout can't be negative: " + limit);
        }
        return new TypedInterface<>(type, model, limit);
    }

    /**
     * The name that its functions begin with, see {@link RemoteInterface#name}.
     *
     * @return the name, without the version
     */
    public String name() {
        return model.baseName();
    }

    /**
     * The version, see {@link RemoteInterface#version}.
     *
     * @return from 1
     */
    public int version() {
        return model.version();
    }

    /**
     * The functions that its methods are, for those who offer or call them in another language.
     *
     * @return an unmodifiable list, sorted by name
     */
    public List<FunctionInfo> functions() {
        return model.functions();
    }

    /**
     * An implementation as functions.
     *
     * @param implementation what runs, called by many threads at once
     * @return the functions, to be added to a plugin or a server
     */
    public List<FunctionDefinition> export(T implementation) {
        return model.export(Objects.requireNonNull(implementation, "implementation"));
    }

    /**
     * An implementation as an object, to be passed or returned by what is not a typed interface itself. Its functions
     * are called without the interface's name: {@code add}. {@link RemoteObject#as(Class)} is the other side.
     *
     * @param implementation what runs; closed, if it can be, each time that the object was returned and is released
     * @return the object
     */
    public ServedObject object(T implementation) {
        return model.object(Objects.requireNonNull(implementation, "implementation"));
    }

    /** An instance whose methods call functions of the other side. */
    T proxy(FunctionCaller peer) {
        return type.cast(model.proxy(peer, timeout));
    }

    /** Name and version. */
    @Override
    public String toString() {
        return "TypedInterface[" + type.getName() + ", " + name() + ", version " + version() + "]";
    }
}
