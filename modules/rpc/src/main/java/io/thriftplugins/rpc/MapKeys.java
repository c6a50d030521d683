package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limit;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the keys of a map that a peer sends. {@link java.util.HashMap} finds keys of one hash code in logarithmic
 * time if they are of one class and can be compared. Otherwise it looks at each, and half a million of them, which fit
 * into one message, would take hours.
 */
final class MapKeys {

    private final Limits limits;
    private @Nullable Class<?> first;
    private int others;

    MapKeys(Limits limits) {
        this.limits = limits;
    }

    void check(@Nullable Object key) {
        if (key == null) {
            return;
        }
        if (first == null && key instanceof Comparable) {
            first = key.getClass();
        } else if (key.getClass() != first) {
            others++;
            if (others > limits.number(Limit.MAX_MIXED_KEYS)) {
                throw new PluginException(
                        ErrorCode.LIMIT_EXCEEDED,
                        "A map has more keys of mixed types, or lists and maps as keys, than the limit "
                                + limits.text(Limit.MAX_MIXED_KEYS) + " allows; use texts or numbers");
            }
        }
    }
}
