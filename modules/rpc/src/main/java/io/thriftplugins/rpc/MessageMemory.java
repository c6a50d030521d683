package io.thriftplugins.rpc;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The memory that a connection's large messages take from a {@link PeerQuota}, from their announcement on. One message
 * at a time is being read; others may ask meanwhile whether it comes on.
 */
final class MessageMemory {

    /** A message of which nothing has come for so long doesn't come on; one that is sent hardly ever stops at all. */
    private static final long STALLED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final BooleanSupplier open;
    private final Runnable waits;
    private final LongConsumer waited;

    private volatile PeerQuota quota;

    /** The quota that a message is waiting for, which may be another one than later messages take from; or null. */
    private volatile @Nullable PeerQuota waiting;

    /** Guarded by this: what the current message has taken, or null. */
    private @Nullable Taken taken;

    /** When bytes have last come of a message that has memory and is not complete; {@link Clock#NEVER} for none. */
    private volatile long progress = Clock.NEVER;

    /** Memory for a large message that was taken from a quota, and has to be given back once. */
    record Taken(PeerQuota from, int bytes) {
        void giveBack() {
            from.give(bytes);
        }
    }

    /**
     * None is taken yet.
     *
     * @param open whether the connection is open
     * @param waits told when a message has to take memory, by the thread that reads
     * @param waited told when it has, with the nanoseconds since then
     */
    MessageMemory(PeerQuota quota, BooleanSupplier open, Runnable waits, LongConsumer waited) {
        this.quota = quota;
        this.open = open;
        this.waits = waits;
        this.waited = waited;
    }

    /** Later messages take their memory from another quota. */
    void takeFrom(PeerQuota other) {
        quota = other;
    }

    /**
     * A message of so many bytes is announced. Waits until there is room for it.
     *
     * @return for how many nanoseconds that was
     * @throws IOException if there is no room in time, or the connection is closed
     */
    long take(int length) throws IOException {
        if (length <= PeerQuota.FREE_BYTES) {
            return 0;
        }
        long before = Clock.now();
        waits.run();
        PeerQuota from = quota;
        // Before it is asked whether the connection is open: whoever closes it wakes the quota that is seen here.
        waiting = from;
        try {
            from.take(length, open);
        } finally {
            waiting = null;
        }
        long now = Clock.now();
        synchronized (this) {
            taken = new Taken(from, length);
            progress = now;
        }
        waited.accept(now - before);
        return now - before;
    }

    /** Whether a message waits. */
    boolean isWaiting() {
        return waiting != null;
    }

    /** The connection was closed: a message that waits doesn't any more. */
    void wake() {
        PeerQuota from = waiting;
        if (from != null) {
            from.wake();
        }
    }

    /** Some bytes of the message have come. */
    void cameOn() {
        if (progress != Clock.NEVER) {
            setProgress(Clock.now());
        }
    }

    /** The whole message has come. */
    void complete() {
        if (progress != Clock.NEVER) {
            setProgress(Clock.NEVER);
        }
    }

    private synchronized void setProgress(long time) {
        progress = taken == null ? Clock.NEVER : time;
    }

    /** The memory of the current message is free for others. */
    void giveBack() {
        Taken memory = handOver();
        if (memory != null) {
            memory.giveBack();
        }
    }

    /** The memory of the current message; null for none. The caller gives it back when its values are forgotten. */
    synchronized @Nullable Taken handOver() {
        Taken memory = taken;
        taken = null;
        progress = Clock.NEVER;
        return memory;
    }

    /**
     * The memory of a quota that a message has taken of which nothing has come for a while; null if there is none. The
     * caller gives it back, and closes the connection.
     */
    synchronized @Nullable Taken handOverStalled(PeerQuota from) {
        long last = progress;
        boolean stalled = last != Clock.NEVER && Clock.now() - last >= STALLED_NANOS;
        return stalled && taken != null && taken.from == from ? handOver() : null;
    }
}
