package io.thriftplugins.server;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * So much in a second, and as much at once after a second of silence. Whoever exceeds it waits; nothing is lost. Safe
 * for use by many threads.
 */
final class RateLimit {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final long each;
    private final LongSupplier nanos;

    /** Guarded by this: by when all that was used is paid for. */
    private long paidAt;

    /**
     * Nothing is used yet.
     *
     * @param perSecond 1 to a million
     */
    RateLimit(int perSecond) {
        this(perSecond, System::nanoTime);
    }

    RateLimit(int perSecond, LongSupplier nanos) {
        this.each = SECOND / perSecond;
        this.nanos = nanos;
        this.paidAt = nanos.getAsLong();
    }

    /** How many may be used now. */
    synchronized int allowed() {
        long debt = Math.max(0, paidAt - nanos.getAsLong());
        return (int) Math.max(0, (SECOND - debt) / each);
    }

    /** Uses some, also if that is more than is allowed; returns how long to wait for it, in nanoseconds. */
    synchronized long use(int count) {
        long now = nanos.getAsLong();
        paidAt = (paidAt - now > 0 ? paidAt : now) + count * each;
        return Math.max(0, paidAt - now - SECOND);
    }

    /** Uses one, after waiting for it. An interrupt ends the waiting and stays set. */
    void await() {
        long wait = use(1);
        long since = System.nanoTime();
        long left = wait;
        while (left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(left);
            left = wait - (System.nanoTime() - since);
        }
    }
}
