package io.thriftplugins;

import org.jspecify.annotations.Nullable;

/**
 * A plugin has come to a new state.
 *
 * @param pluginName the plugin
 * @param state the new state
 * @param handle the plugin, or null before it first registered
 * @param failure what went wrong, or null unless the state is {@link PluginState#FAILED} or
 *     {@link PluginState#RESTARTING}
 * @param restart when it is launched again; null unless the state is {@link PluginState#RESTARTING}, and also null
 *     there if it is not launched again because a replacement that is loading will take its place
 */
public record PluginEvent(
        String pluginName,
        PluginState state,
        @Nullable PluginHandle handle,
        @Nullable PluginException failure,
        @Nullable PlannedRestart restart) {

    /**
     * An event that announces no restart.
     *
     * @param pluginName the plugin
     * @param state the new state
     * @param handle the plugin, or null before it first registered
     * @param failure what went wrong, or null
     */
    public PluginEvent(
            String pluginName, PluginState state, @Nullable PluginHandle handle, @Nullable PluginException failure) {
        this(pluginName, state, handle, failure, null);
    }
}
