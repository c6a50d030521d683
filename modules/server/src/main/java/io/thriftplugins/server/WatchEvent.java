package io.thriftplugins.server;

import io.thriftplugins.PluginException;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link PluginWatch} has done because files changed.
 *
 * @param kind what
 * @param pluginName the plugin
 * @param plugin the plugin; null if there is none, since it could not be loaded at all
 * @param failure why it could not be loaded or replaced; null unless the kind is {@link Kind#FAILED}
 */
public record WatchEvent(
        Kind kind,
        String pluginName,
        @Nullable LoadedPlugin plugin,
        @Nullable PluginException failure) {

    /** What was done. */
    public enum Kind {
        /** A plugin that is new in the directory, or had ended, was loaded. */
        LOADED,
        /** A plugin's files have changed, and it was replaced. */
        REPLACED,
        /** A plugin's files are gone, and it was stopped. */
        STOPPED,
        /** Files are new or have changed, but are no plugin that works. A plugin that ran before goes on running. */
        FAILED
    }
}
