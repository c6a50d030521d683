package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limit;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Values in memory, the same for all plugins, as the contract has it (5.1). They outlive the plugins that set them, so
 * each plugin may add only a part of what there can be.
 */
final class SharedConfiguration implements HostConfiguration {

    private final Limits limits;

    /** Changed under the lock of this. */
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    /** Guarded by this: how many entries each plugin has added, and are still there. */
    private final Map<String, Integer> added = new HashMap<>();

    /** A value, and the plugin that was the first to set one for its key. */
    private record Entry(String plugin, Object value) {}

    SharedConfiguration(Limits limits) {
        this.limits = limits;
    }

    @Override
    public @Nullable Object get(String plugin, String key) {
        Entry entry = entries.get(key);
        return entry == null ? null : entry.value;
    }

    @Override
    public synchronized void set(String plugin, String key, @Nullable Object value) {
        Entry before = entries.get(key);
        if (value == null) {
            if (before != null) {
                entries.remove(key);
                added.computeIfPresent(before.plugin, (name, count) -> count == 1 ? null : count - 1);
            }
        } else if (before != null) {
            entries.put(key, new Entry(before.plugin, value));
        } else {
            checkRoom(plugin);
            entries.put(key, new Entry(plugin, value));
            added.merge(plugin, 1, Integer::sum);
        }
    }

    private void checkRoom(String plugin) {
        if (entries.size() >= limits.number(Limit.MAX_CONFIG_VALUES)) {
            throw full("The host's configuration is full", Limit.MAX_CONFIG_VALUES);
        } else if (added.getOrDefault(plugin, 0) >= limits.number(Limit.MAX_CONFIG_VALUES_PER_PLUGIN)) {
            throw full(
                    "The plugin '" + plugin + "' has added as many values to the host's configuration as it may",
                    Limit.MAX_CONFIG_VALUES_PER_PLUGIN);
        }
    }

    private PluginException full(String what, Limit limit) {
        return new PluginException(
                ErrorCode.LIMIT_EXCEEDED, what + ": the limit is " + limits.text(limit) + "; set some values to null");
    }
}
