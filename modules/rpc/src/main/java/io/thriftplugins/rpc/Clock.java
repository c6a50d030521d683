package io.thriftplugins.rpc;

import java.time.Duration;

/** Nanoseconds since this class was loaded: never negative, so that they compare with {@code <}. */
final class Clock {

    /** A time that never comes. */
    static final long NEVER = Long.MAX_VALUE;

    private static final long ORIGIN = System.nanoTime();

    private Clock() {}

    static long now() {
        return System.nanoTime() - ORIGIN;
    }

    /** The time after that; {@link #NEVER} if it is too far away. */
    static long after(Duration duration) {
        // What doesn't fit into 64 bits of nanoseconds is 292 years away.
        return duration.toSeconds() >= NEVER / 1_000_000_000 ? NEVER : after(duration.toNanos());
    }

    /** The time in so many nanoseconds; {@link #NEVER} if that is too far away. */
    static long after(long nanos) {
        long now = now();
        return nanos >= NEVER - now ? NEVER : now + nanos;
    }
}
