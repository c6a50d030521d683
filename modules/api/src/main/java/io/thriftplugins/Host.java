package io.thriftplugins;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The host, as a plugin sees it. Every method but {@link #version()} and {@link #minLogLevel()} is a call to the host's
 * process: it blocks, and fails with a {@link PluginException} as {@link FunctionCaller#call(CallRequest)} does. Safe
 * for use by many threads, and from inside functions that the host is calling.
 */
public interface Host extends FunctionCaller {

    /**
     * The host's version, as it told when the plugin registered.
     *
     * @return free text, possibly empty
     */
    String version();

    /**
     * The lowest level of log messages that the host records.
     *
     * @return the level; the host drops messages below it
     */
    LogLevel minLogLevel();

    /**
     * Sends a log message to the host's log. SLF4J is the usual way; this one is for what has a level of its own.
     *
     * @param level the message's level
     * @param message the message
     */
    void log(LogLevel level, String message);

    /**
     * Reads a configuration value of the host.
     *
     * @param key the key
     * @return the value, or null if there is none
     */
    @Nullable
    Object config(String key);

    /**
     * Changes a configuration value of the host.
     *
     * @param key the key
     * @param value the new value, or null to remove it
     */
    void setConfig(String key, @Nullable Object value);

    /**
     * Runs a query in the host's own query language, if it has one.
     *
     * @param text the query
     * @param parameters values that the query names
     * @return the result
     */
    @Nullable
    Object query(String text, Map<String, ? extends @Nullable Object> parameters);

    /**
     * Looks for functions by name.
     *
     * @param name the name, in any case
     * @return the functions of this name; empty if there is none
     */
    List<FunctionInfo> findFunctions(String name);

    /**
     * Adds a function to the plugin after it registered.
     *
     * @param function the function; its name must be new
     */
    void addFunction(FunctionDefinition function);
}
