package io.thriftplugins;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An object of this side with functions that the other side may call: pass it as an argument or return it, and the
 * other side gets a {@link RemoteObject}. This is how callbacks are passed.
 *
 * <p>Whoever returns it from a function hands it over: it is closed when the other side releases it, or ends. Whoever
 * passes it as an argument keeps it, and it may be passed again. Only peers of this project can call its functions.
 *
 * <p>Immutable; its functions are called by many threads at once.
 */
@SuppressWarnings("try") // what the author closes may be interrupted
public final class ServedObject implements AutoCloseable {

    private final String name;
    private final List<FunctionDefinition> functions;
    private final AutoCloseable onClose;

    private ServedObject(Builder builder) {
        this.name = builder.name;
        this.functions = List.copyOf(builder.functions);
        this.onClose = builder.onClose;
    }

    /**
     * Begins an object.
     *
     * @param name a name for people, possibly empty
     * @return a builder
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /**
     * The name for people.
     *
     * @return the name, possibly empty
     */
    public String name() {
        return name;
    }

    /**
     * The object's functions.
     *
     * @return an unmodifiable list, in the order added
     */
    public List<FunctionDefinition> functions() {
        return functions;
    }

    /**
     * Does what {@link Builder#onClose} was given. The framework calls it once for each time that the object was
     * returned from a function, when the other side has released it.
     *
     * @throws Exception what the action throws
     */
    @Override
    public void close() throws Exception {
        onClose.close();
    }

    /** Its name and how many functions it has. */
    @Override
    public String toString() {
        return "ServedObject[" + name + ", " + functions.size() + " functions]";
    }

    /** Collects what an object consists of. Not safe for use by many threads. */
    public static final class Builder {

        private final String name;
        private final List<FunctionDefinition> functions = new ArrayList<>();
        private AutoCloseable onClose = () -> {};

        private Builder(String name) {
            this.name = Objects.requireNonNull(name, "name");
        }

        /**
         * Adds a function.
         *
         * @param signature see {@link FunctionSignature}
         * @param body its code
         * @return this
         * @throws PluginException if the signature is malformed or the name is taken
         */
        public Builder function(String signature, FunctionBody body) {
            return function(FunctionDefinition.of(signature, "", body));
        }

        /**
         * Adds a function.
         *
         * @param function the function
         * @return this
         * @throws PluginException with {@link ErrorCode#DUPLICATE_FUNCTION} if the name is taken
         */
        public Builder function(FunctionDefinition function) {
            String wireName = function.info().signature().wireName();
            if (functions.stream()
                    .anyMatch(other -> other.info().signature().wireName().equals(wireName))) {
                throw new PluginException(
                        ErrorCode.DUPLICATE_FUNCTION,
                        "The object '" + name + "' has two functions '"
                                + function.info().name() + "'; names differ by more than case");
            }
            functions.add(function);
            return this;
        }

        /**
         * What to do when the object is not needed any more.
         *
         * @param action the action; called by any thread
         * @return this
         */
        public Builder onClose(AutoCloseable action) {
            onClose = Objects.requireNonNull(action, "action");
            return this;
        }

        /**
         * Makes the object.
         *
         * @return the object
         */
        public ServedObject build() {
            return new ServedObject(this);
        }
    }
}
