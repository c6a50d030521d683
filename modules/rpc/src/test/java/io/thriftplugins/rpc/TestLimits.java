package io.thriftplugins.rpc;

import io.thriftplugins.Limit;
import io.thriftplugins.Limits;
import java.time.Duration;

/** Limits that tests reach. */
final class TestLimits {

    private TestLimits() {}

    static Limits of(
            int frameBytes, int depth, int connections, int handles, Duration frameTimeout, Duration greetingTimeout) {
        return Limits.DEFAULT
                .with(Limit.MAX_FRAME_BYTES, frameBytes)
                .with(Limit.MAX_DEPTH, depth)
                .with(Limit.MAX_CONNECTIONS, connections)
                .with(Limit.MAX_HANDLES, handles)
                .with(Limit.FRAME_TIMEOUT, frameTimeout.toMillis())
                .with(Limit.GREETING_TIMEOUT, greetingTimeout.toMillis());
    }
}
