package io.thriftplugins.runner;

import io.thriftplugins.Plugin;
import io.thriftplugins.client.ClientArguments;
import org.jspecify.annotations.Nullable;

/** A plugin's connection with its host, from the first dial to the end. */
interface PluginClient {

    /**
     * Connects, registers, serves, and returns when the plugin has ended.
     *
     * @return the exit code for its process
     * @throws Exception if it came to nothing; the message is for the user
     */
    int run() throws Exception;

    /** Asks {@link #run} to return, without waiting for it. Harmless when repeated, and before it was called. */
    void stop();

    /** Makes clients. */
    @FunctionalInterface
    interface Factory {

        /**
         * Makes one.
         *
         * @param transports where it looks for transports; null for where this module is
         */
        PluginClient of(Plugin plugin, ClientArguments arguments, @Nullable ModuleLayer transports);
    }
}
