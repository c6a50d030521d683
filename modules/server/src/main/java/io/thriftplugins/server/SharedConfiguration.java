package io.thriftplugins.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Values in memory, the same for all plugins, as the contract has it (5.1). */
final class SharedConfiguration implements HostConfiguration {

    private final Map<String, Object> values = new ConcurrentHashMap<>();

    @Override
    public @Nullable Object get(String plugin, String key) {
        return values.get(key);
    }

    @Override
    public void set(String plugin, String key, @Nullable Object value) {
        if (value == null) {
            values.remove(key);
        } else {
            values.put(key, value);
        }
    }
}
