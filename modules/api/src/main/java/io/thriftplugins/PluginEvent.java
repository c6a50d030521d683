package io.thriftplugins;

import org.jspecify.annotations.Nullable;

/**
 * A plugin has come to a new state.
 *
 * @param pluginName the plugin
 * @param state the new state
 * @param handle the plugin, or null before it registered
 * @param failure what went wrong, or null unless the state is {@link PluginState#FAILED}
 */
public record PluginEvent(
        String pluginName,
        PluginState state,
        @Nullable PluginHandle handle,
        @Nullable PluginException failure) {}
