package io.thriftplugins.rpc;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets something happen once a second: what a peer causes to be logged must not flood the log. Safe for use by many
 * threads.
 */
final class Pace {

    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    private final AtomicLong last = new AtomicLong(Clock.now() - NANOS);

    /** Whether it may happen now; if so, it has. */
    boolean allows() {
        long now = Clock.now();
        long before = last.get();
        return now - before >= NANOS && last.compareAndSet(before, now);
    }
}
