package io.thriftplugins.server;

import io.thriftplugins.PluginHandle;

/**
 * A plugin that a {@link ThriftPluginsLoader} has launched, and launches again as its {@link RestartPolicy} says. Not to
 * be implemented by others. Safe for use by many threads.
 */
public interface LoadedPlugin extends PluginHandle {

    /**
     * What is launched.
     *
     * @return the source that the plugin was loaded from, or was replaced with
     */
    PluginSource source();

    /**
     * What happens when its process ends by itself.
     *
     * @return the policy of {@link #source()}, or the loader's default
     */
    RestartPolicy restartPolicy();
}
