package io.thriftplugins.rpc;

/** Nanoseconds since this class was loaded: never negative, so that they compare with {@code <}. */
final class Clock {

    /** A time that never comes. */
    static final long NEVER = Long.MAX_VALUE;

    private static final long ORIGIN = System.nanoTime();

    private Clock() {}

    static long now() {
        return System.nanoTime() - ORIGIN;
    }

    /** The time in so many nanoseconds; {@link #NEVER} if that is too far away. */
    static long after(long nanos) {
        long now = now();
        return nanos >= NEVER - now ? NEVER : now + nanos;
    }
}
