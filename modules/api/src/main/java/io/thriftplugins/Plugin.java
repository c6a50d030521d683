package io.thriftplugins;

/**
 * A plugin, as its author writes it. The runner finds it in a JAR through {@link java.util.ServiceLoader}; a program
 * with a {@code main} of its own hands it to the client.
 *
 * <p>The methods are called once each, in the order of their declaration, never at the same time; functions run from
 * the moment that {@link #start} has returned until {@link #stop} is called.
 */
public interface Plugin {

    /**
     * Tells the plugin's name, version and functions. The host can't be reached yet.
     *
     * @param plugin where to tell it
     */
    void define(PluginDefinition plugin);

    /**
     * Does the start-up work. The host can be called, and waits for this method to end before it calls functions; its
     * ready timeout (by default 10 s, contract 9) includes it.
     *
     * @param host the host, valid until the plugin ends
     * @throws Exception if the plugin can't work; the process then ends with the message on stderr
     */
    default void start(Host host) throws Exception {}

    /**
     * Cleans up. Called when the host stops the plugin or is gone; the host may be unreachable already. The process
     * ends after it, and is killed if it takes too long.
     *
     * @throws Exception anything that went wrong; it is logged
     */
    default void stop() throws Exception {}
}
