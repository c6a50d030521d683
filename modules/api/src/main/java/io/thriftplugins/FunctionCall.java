package io.thriftplugins;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call of a function, as its code sees it: the arguments, matched with the parameters and converted.
 *
 * <p>The typed getters throw {@link PluginException} with {@link ErrorCode#INVALID_ARGUMENT} if the parameter is
 * unknown or its argument is null or of another type.
 */
public final class FunctionCall {

    /** What {@link #getBytes} reads at most: as much as one message holds (contract 1.5). */
    public static final int MAX_BYTES = 16_384_000;

    private final FunctionSignature signature;
    private final List<@Nullable Object> arguments;
    private final String caller;

    private FunctionCall(FunctionSignature signature, List<@Nullable Object> arguments, String caller) {
        this.signature = signature;
        this.arguments = arguments;
        this.caller = caller;
    }

    /**
     * Makes a call, as the framework does; also of use to test a function without a host.
     *
     * @param signature the function's signature
     * @param arguments one for each parameter, as {@link FunctionSignature#bind} gives them
     * @param caller the name of who calls
     * @return the call
     */
    public static FunctionCall of(
            FunctionSignature signature, List<? extends @Nullable Object> arguments, String caller) {
        if (arguments.size() != signature.parameters().size()) {
            throw new IllegalArgumentException(signature.parameters().size()
                    + " arguments wanted, one for each parameter, not " + arguments.size());
        }
        return new FunctionCall(signature, Collections.unmodifiableList(arguments), Objects.requireNonNull(caller));
    }

    /**
     * Who calls: in a host's function the plugin's name, in a plugin's function {@code host}.
     *
     * @return the name
     */
    public String caller() {
        return caller;
    }

    /**
     * The function's signature.
     *
     * @return the signature
     */
    public FunctionSignature signature() {
        return signature;
    }

    /**
     * All arguments, one for each parameter.
     *
     * @return an unmodifiable list
     */
    public List<@Nullable Object> arguments() {
        return arguments;
    }

    /**
     * An argument by its parameter's place.
     *
     * @param index from 0
     * @return the value, possibly null
     * @throws IndexOutOfBoundsException if there is no such parameter
     */
    public @Nullable Object get(int index) {
        return arguments.get(index);
    }

    /**
     * An argument by its parameter's name.
     *
     * @param parameter the name, in any case
     * @return the value, possibly null
     */
    public @Nullable Object get(String parameter) {
        List<FunctionParameter> parameters = signature.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).name().equalsIgnoreCase(parameter)) {
                return arguments.get(i);
            }
        }
        throw new PluginException(
                ErrorCode.INVALID_ARGUMENT, "There is no parameter '" + parameter + "' in " + signature);
    }

    /**
     * An argument of a Java type that stands in the table of {@link Values}.
     *
     * @param <T> the type
     * @param parameter the parameter's name, in any case
     * @param type the type's class, such as {@code java.time.Instant.class}
     * @return the value
     */
    public <T> T get(String parameter, Class<T> type) {
        Object value = get(parameter);
        if (!type.isInstance(value)) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT,
                    "Function '" + signature.name() + "' wants " + type.getSimpleName() + " for '" + parameter
                            + "' but got "
                            + (value == null ? "null" : value.getClass().getSimpleName()));
        }
        return type.cast(value);
    }

    /**
     * An integer argument.
     *
     * @param parameter the parameter's name, in any case
     * @return the value
     */
    public long getLong(String parameter) {
        return get(parameter, Long.class);
    }

    /**
     * A string argument.
     *
     * @param parameter the parameter's name, in any case
     * @return the value
     */
    public String getString(String parameter) {
        return get(parameter, String.class);
    }

    /**
     * A float argument.
     *
     * @param parameter the parameter's name, in any case
     * @return the value
     */
    public double getDouble(String parameter) {
        return get(parameter, Double.class);
    }

    /**
     * A blob: an argument that is one, or bytes. The other side's is closed by the function when it has done with it.
     *
     * @param parameter the parameter's name, in any case
     * @return the blob
     */
    public Blob getBlob(String parameter) {
        Object value = get(parameter);
        return value instanceof byte[] bytes ? Blob.of(bytes) : get(parameter, Blob.class);
    }

    /**
     * The bytes of an argument: of a blob all of them, up to {@value #MAX_BYTES}.
     *
     * @param parameter the parameter's name, in any case
     * @return the bytes
     * @throws PluginException with {@link ErrorCode#LIMIT_EXCEEDED} if there are more; see {@link #getBlob}
     */
    public byte[] getBytes(String parameter) {
        try (Blob blob = getBlob(parameter)) {
            return blob.readAllBytes(MAX_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A boolean argument.
     *
     * @param parameter the parameter's name, in any case
     * @return the value
     */
    public boolean getBoolean(String parameter) {
        return get(parameter, Boolean.class);
    }

    /**
     * A row set argument. It is the caller's: it can be read during the call, and is only released afterwards.
     *
     * @param parameter the parameter's name, in any case
     * @return the row set
     */
    public RowSet getRowSet(String parameter) {
        return get(parameter, RowSet.class);
    }
}
