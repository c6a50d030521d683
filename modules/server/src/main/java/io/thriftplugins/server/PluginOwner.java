package io.thriftplugins.server;

import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import org.jspecify.annotations.Nullable;

/** Whoever had a plugin launched, and decides what users are told of it. Safe for use by many threads. */
interface PluginOwner {

    /** What users see instead of the process's own handle. */
    PluginHandle handle();

    /**
     * The process has come to a new state. Called while the process's state is locked: must not block.
     *
     * @param plugin the process; null before it has registered
     * @param state the new state
     * @param reason what went wrong, or null
     */
    void moved(@Nullable RegisteredPlugin plugin, PluginState state, @Nullable PluginException reason);
}
