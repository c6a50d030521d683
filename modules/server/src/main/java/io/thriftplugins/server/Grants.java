package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.util.Locale;

/**
 * What a plugin may use of its host: functions, configuration values, the log, queries and services. Immutable: the
 * {@code with} methods return copies.
 *
 * <p>Without a word a plugin may use all of it ({@link #all()}), as the contract has it (5.1). Where a method takes
 * patterns, each is a name, or has {@code *} where any characters may stand, also none; no pattern at all grants
 * nothing. What is not granted is refused with {@link ErrorCode#ACCESS_DENIED}, and the message names it; functions
 * that are not granted aren't listed either. It makes no difference whether they exist.
 *
 * <p>Grants are about what a plugin finds by its name. An object or a callback that the host itself passes to a plugin
 * may be used by it, whatever is granted.
 */
public final class Grants {

    private static final Grants ALL =
            new Grants(NamePatterns.ALL, NamePatterns.ALL, NamePatterns.ALL, NamePatterns.ALL, true, true);
    private static final Grants NONE =
            new Grants(NamePatterns.NONE, NamePatterns.NONE, NamePatterns.NONE, NamePatterns.NONE, false, false);

    private final NamePatterns functions;
    private final NamePatterns readable;
    private final NamePatterns writable;
    private final NamePatterns services;
    private final boolean log;
    private final boolean queries;

    private Grants(
            NamePatterns functions,
            NamePatterns readable,
            NamePatterns writable,
            NamePatterns services,
            boolean log,
            boolean queries) {
        this.functions = functions;
        this.readable = readable;
        this.writable = writable;
        this.services = services;
        this.log = log;
        this.queries = queries;
    }

    /**
     * Everything; the default.
     *
     * @return the grants
     */
    public static Grants all() {
        return ALL;
    }

    /**
     * Nothing but to register, to be called, and to use what the host passes to it.
     *
     * @return the grants
     */
    public static Grants none() {
        return NONE;
    }

    /**
     * Sets which functions of the host may be called.
     *
     * @param patterns names, in any case
     * @return a copy
     */
    public Grants withFunctions(String... patterns) {
        return new Grants(NamePatterns.of(patterns).inAnyCase(), readable, writable, services, log, queries);
    }

    /**
     * Sets which configuration values may be read.
     *
     * @param patterns keys, in exactly this case
     * @return a copy
     */
    public Grants withReadableConfig(String... patterns) {
        return new Grants(functions, NamePatterns.of(patterns), writable, services, log, queries);
    }

    /**
     * Sets which configuration values may be changed. To read them is a grant of its own.
     *
     * @param patterns keys, in exactly this case
     * @return a copy
     */
    public Grants withWritableConfig(String... patterns) {
        return new Grants(functions, readable, NamePatterns.of(patterns), services, log, queries);
    }

    /**
     * Sets which of the host's own Thrift services may be called.
     *
     * @param patterns the services' names, in exactly this case
     * @return a copy
     */
    public Grants withServices(String... patterns) {
        return new Grants(functions, readable, writable, NamePatterns.of(patterns), log, queries);
    }

    /**
     * Sets whether messages may be sent to the host's log. A plugin that may not is told the level
     * {@link io.thriftplugins.LogLevel#NONE}. What its process prints is no such message.
     *
     * @param value whether they may
     * @return a copy
     */
    public Grants withLog(boolean value) {
        return new Grants(functions, readable, writable, services, value, queries);
    }

    /**
     * Sets whether the host's queries may be run. What a query itself reaches is up to the {@link QueryHandler}, which
     * learns who asks.
     *
     * @param value whether they may
     * @return a copy
     */
    public Grants withQueries(boolean value) {
        return new Grants(functions, readable, writable, services, log, value);
    }

    boolean includeFunction(String name) {
        return functions.include(NamePatterns.upperCase(name));
    }

    boolean includeService(String name) {
        return services.include(name);
    }

    boolean includeLog() {
        return log;
    }

    void requireFunction(String plugin, String name) {
        require(includeFunction(name), plugin, "to call the function '" + name.toLowerCase(Locale.ROOT) + "'");
    }

    void requireReadable(String plugin, String key) {
        require(readable.include(key), plugin, "to read the configuration value '" + key + "'");
    }

    void requireWritable(String plugin, String key) {
        require(writable.include(key), plugin, "to change the configuration value '" + key + "'");
    }

    void requireLog(String plugin) {
        require(log, plugin, "to write to the log");
    }

    void requireQueries(String plugin) {
        require(queries, plugin, "to run queries");
    }

    static PluginException refused(String plugin, String what) {
        return new PluginException(
                ErrorCode.ACCESS_DENIED,
                "The host has not granted the plugin '" + plugin + "' " + what + "; its Grants would have to");
    }

    private static void require(boolean granted, String plugin, String what) {
        if (!granted) {
            throw refused(plugin, what);
        }
    }

    /** What is granted. */
    @Override
    public String toString() {
        return "Grants[functions " + functions + ", readable " + readable + ", writable " + writable + ", services "
                + services + ", log " + log + ", queries " + queries + "]";
    }
}
