package io.thriftplugins.server;

import io.thriftplugins.PluginException;
import org.jspecify.annotations.Nullable;

/**
 * What became of one of many plugins: exactly one of handle and failure is there.
 *
 * @param source the plugin
 * @param handle the plugin, ready; or null
 * @param failure why it could not be loaded; or null
 */
public record LoadResult(
        PluginSource source,
        @Nullable LoadedPlugin handle,
        @Nullable PluginException failure) {}
