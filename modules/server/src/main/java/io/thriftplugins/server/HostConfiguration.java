package io.thriftplugins.server;

import org.jspecify.annotations.Nullable;

/** The configuration values that plugins may read and change. Called by many threads at once. */
public interface HostConfiguration {

    /**
     * Reads a value.
     *
     * @param plugin who asks
     * @param key the key
     * @return the value, or null if there is none
     */
    @Nullable
    Object get(String plugin, String key);

    /**
     * Changes a value.
     *
     * @param plugin who changes it
     * @param key the key
     * @param value the new value, or null to remove it
     */
    void set(String plugin, String key, @Nullable Object value);
}
