package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limit;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;

/**
 * What one peer's filters take, of all row sets that it holds: they are kept from call to call, unlike the messages
 * that bring them. Counted as they came over the wire. Safe for use by many threads.
 */
final class FilterBytes {

    private final Limits limits;
    private final String peer;

    /** Guarded by this. */
    private long taken;

    /**
     * Nothing is taken yet.
     *
     * @param peer who takes it, for messages
     */
    FilterBytes(Limits limits, String peer) {
        this.limits = limits;
        this.peer = peer;
    }

    /**
     * Takes some more, or gives it back.
     *
     * @throws PluginException with {@code LIMIT_EXCEEDED} if that is too much; nothing has changed then
     */
    synchronized void change(long bytes) {
        if (bytes > 0 && taken + bytes > limits.get(Limit.MAX_FILTER_BYTES)) {
            throw new PluginException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "The filters of " + peer + " take " + taken + " bytes; with " + bytes
                            + " more they exceed the limit " + limits.text(Limit.MAX_FILTER_BYTES)
                            + "; close row sets that are not needed any more");
        }
        taken += bytes;
    }
}
