package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limit;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Values in memory, the same for all plugins, as the contract has it (5.1). */
final class SharedConfiguration implements HostConfiguration {

    private final Limits limits;
    private final Map<String, Object> values = new ConcurrentHashMap<>();

    SharedConfiguration(Limits limits) {
        this.limits = limits;
    }

    @Override
    public @Nullable Object get(String plugin, String key) {
        return values.get(key);
    }

    @Override
    public void set(String plugin, String key, @Nullable Object value) {
        if (value == null) {
            values.remove(key);
        } else {
            // Not to the last one where threads race for it, which is no matter.
            if (values.size() >= limits.number(Limit.MAX_CONFIG_VALUES) && !values.containsKey(key)) {
                throw new PluginException(
                        ErrorCode.LIMIT_EXCEEDED,
                        "The host's configuration is full: the limit is " + limits.text(Limit.MAX_CONFIG_VALUES)
                                + "; set some values to null");
            }
            values.put(key, value);
        }
    }
}
