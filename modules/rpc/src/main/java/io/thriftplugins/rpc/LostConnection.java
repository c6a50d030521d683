package io.thriftplugins.rpc;

import io.thriftplugins.PluginException;
import java.time.Duration;

/** Knows more about a call whose connection broke than the connection does: how the peer's process ended. */
@FunctionalInterface
public interface LostConnection {

    /** Knows nothing more. */
    LostConnection UNEXPLAINED = (lost, left) -> lost;

    /**
     * Explains a failure. May block.
     *
     * @param lost the failure, with {@link io.thriftplugins.ErrorCode#CONNECTION_LOST}
     * @param left how much is left of the call's time, never negative; very long if it has no limit
     * @return what its caller is told
     */
    PluginException explain(PluginException lost, Duration left);
}
