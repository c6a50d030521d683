package io.thriftplugins;

import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a plugin tells of itself: name, version, metadata, functions and services. Not safe for use by many threads. */
public final class PluginDefinition {

    private String name = "";
    private String version = "";
    private final Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    private final List<FunctionDefinition> functions = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private MessageServices services = MessageServices.NONE;

    /** An empty definition. */
    public PluginDefinition() {}

    /**
     * Asks a plugin for its definition.
     *
     * @param plugin the plugin
     * @return its definition
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if it has no name
     */
    public static PluginDefinition of(Plugin plugin) {
        PluginDefinition definition = new PluginDefinition();
        plugin.define(definition);
        if (definition.name.isEmpty()) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The plugin " + plugin.getClass().getName() + " has no name; call name(...) in define(...)");
        }
        return definition;
    }

    /**
     * Sets the plugin's name.
     *
     * @param value the name; it should contain letters, digits, {@code -}, {@code _} and {@code .} only
     * @return this
     */
    public PluginDefinition name(String value) {
        if (value.isBlank() || value.chars().anyMatch(Character::isISOControl)) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT,
                    "A plugin's name is not blank and holds no control characters: '" + value + "'");
        }
        name = value;
        return this;
    }

    /**
     * Sets the plugin's version.
     *
     * @param value free text, such as {@code 1.0.0}
     * @return this
     */
    public PluginDefinition version(String value) {
        version = Objects.requireNonNull(value, "version");
        return this;
    }

    /**
     * Adds something that the host may want to know before it calls.
     *
     * @param key the key
     * @param value a value of the table in {@link Values}
     * @return this
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if the value can't be sent
     */
    public PluginDefinition metadata(String key, @Nullable Object value) {
        Values.typeOf(value);
        metadata.put(Objects.requireNonNull(key, "key"), value);
        return this;
    }

    /**
     * Adds a function.
     *
     * @param signature see {@link FunctionSignature}
     * @param body its code
     * @return this
     * @throws PluginException if the signature is malformed or the name is taken
     */
    public PluginDefinition function(String signature, FunctionBody body) {
        return function(FunctionDefinition.of(signature, "", body));
    }

    /**
     * Adds a function with a description.
     *
     * @param signature see {@link FunctionSignature}
     * @param description what it does, for people
     * @param body its code
     * @return this
     * @throws PluginException if the signature is malformed or the name is taken
     */
    public PluginDefinition function(String signature, String description, FunctionBody body) {
        return function(FunctionDefinition.of(signature, description, body));
    }

    /**
     * Adds a function.
     *
     * @param function the function
     * @return this
     * @throws PluginException with {@link ErrorCode#DUPLICATE_FUNCTION} if the name is taken
     */
    public PluginDefinition function(FunctionDefinition function) {
        if (!names.add(function.info().signature().wireName())) {
            throw new PluginException(
                    ErrorCode.DUPLICATE_FUNCTION,
                    "There are two functions '" + function.info().name() + "'; names differ by more than case");
        }
        functions.add(function);
        return this;
    }

    /**
     * Adds every method that the class of an object itself declares and that is annotated with {@link PluginFunction}.
     *
     * @param lookup {@code MethodHandles.lookup()}, which lends the right to call methods that aren't public, so that a
     *     module needs to open nothing
     * @param target the object
     * @return this
     * @throws PluginException if a method can't be a function; the message names it
     */
    public PluginDefinition functions(MethodHandles.Lookup lookup, Object target) {
        AnnotatedFunctions.of(lookup, target).forEach(this::function);
        return this;
    }

    /**
     * Adds the methods of an interface as functions, see {@link TypedInterface}.
     *
     * @param <T> the interface
     * @param type the interface
     * @param implementation what runs, called by many threads at once
     * @return this
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if the interface contains what can't be sent; all
     *     of it is named. With {@link ErrorCode#DUPLICATE_FUNCTION} if a function's name is taken
     */
    public <T> PluginDefinition export(Class<T> type, T implementation) {
        TypedInterface.of(type).export(implementation).forEach(this::function);
        return this;
    }

    /**
     * Adds a service of the plugin's own, such as one that {@code ThriftServices.serve} makes.
     *
     * @param service the service
     * @return this
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if its name is not possible or taken
     */
    public PluginDefinition service(MessageService service) {
        services = services.add(service);
        return this;
    }

    /**
     * The plugin's name.
     *
     * @return the name; empty if it was not set
     */
    public String name() {
        return name;
    }

    /**
     * The plugin's version.
     *
     * @return the version; empty if it was not set
     */
    public String version() {
        return version;
    }

    /**
     * What else the plugin tells.
     *
     * @return a copy, in the order added
     */
    public Map<String, @Nullable Object> metadata() {
        return new LinkedHashMap<>(metadata);
    }

    /**
     * The plugin's functions.
     *
     * @return a copy, in the order added
     */
    public List<FunctionDefinition> functions() {
        return List.copyOf(functions);
    }

    /**
     * The plugin's own services.
     *
     * @return those added so far
     */
    public MessageServices services() {
        return services;
    }
}
