package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limit;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one peer takes of this process at the moment: connections, and memory for large messages. Whoever is unknown as
 * yet takes from the listener's quota instead, which all of them share. Safe for use by many threads.
 *
 * <p>Both limits grow with the calls that this side makes to the peer, as decision 3 wants it: the peer may need a
 * connection and a message for each of them. How many calls there are the peer decides itself, as far as it is called
 * back for each call that it makes; so this growth ends where others would have to go short.
 */
final class PeerQuota {

    /** Messages up to this size are free; more of them than connections there are not. */
    static final int FREE_BYTES = 64 * 1024;

    /**
     * For so long a message that has just been announced may take the memory of others that don't come on. Afterwards
     * it waits: somebody may have announced many, in order to take back the memory of everybody else.
     */
    private static final long NEWCOMER_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Between two looks whether there is such a message. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Limits limits;
    private final String peer;
    private final IntSupplier callsInFlight;

    /** Has a message broken off that doesn't come on, and returns its memory, or null; null if none is to be. */
    private final @Nullable Function<PeerQuota, MessageMemory.@Nullable Taken> stalled;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Guarded by the lock. */
    private int connections;

    /** Guarded by the lock. */
    private long bytes;

    /**
     * Nothing is taken yet.
     *
     * @param peer who takes it, for messages
     * @param callsInFlight how many calls to the peer wait for an answer
     */
    PeerQuota(Limits limits, String peer, IntSupplier callsInFlight) {
        this(limits, peer, callsInFlight, null);
    }

    private PeerQuota(
            Limits limits,
            String peer,
            IntSupplier callsInFlight,
            @Nullable Function<PeerQuota, MessageMemory.@Nullable Taken> stalled) {
        this.limits = limits;
        this.peer = peer;
        this.callsInFlight = callsInFlight;
        this.stalled = stalled;
    }

    /**
     * What all those share who are unknown as yet. Whoever holds memory for a message and doesn't send it makes room.
     *
     * @param stalled has the oldest message of a stranger broken off that doesn't come on, and returns its memory,
     *     which is not given back; null if there is none
     */
    static PeerQuota ofStrangers(Limits limits, Function<PeerQuota, MessageMemory.@Nullable Taken> stalled) {
        return new PeerQuota(limits, "a peer without a valid token", () -> 0, stalled);
    }

    /**
     * One more connection.
     *
     * @param spare whether there are connections to spare, for calls within calls
     * @throws PluginException with {@code LIMIT_EXCEEDED} if the peer has too many
     */
    void enter(BooleanSupplier spare) {
        int own = limits.number(Limit.MAX_CONNECTIONS_FROM_PEER);
        int allowed = callsInFlight.getAsInt() + own;
        boolean nested = spare.getAsBoolean();
        lock.lock();
        try {
            if (connections >= allowed) {
                throw tooMany("all that the limit " + limits.text(Limit.MAX_CONNECTIONS_FROM_PEER)
                        + " and the calls to it that are being made allow; use those again");
            } else if (connections >= own && !nested) {
                throw tooMany("as many as the limit " + limits.text(Limit.MAX_CONNECTIONS_FROM_PEER)
                        + " allows, and half of those are in use that the limit "
                        + limits.text(Limit.MAX_CONNECTIONS)
                        + " allows to all peers; calls within calls get no more then");
            }
            connections++;
        } finally {
            lock.unlock();
        }
    }

    private PluginException tooMany(String why) {
        return new PluginException(ErrorCode.LIMIT_EXCEEDED, peer + " has " + connections + " connections, " + why);
    }

    /** One connection less. */
    void leave() {
        lock.lock();
        try {
            connections--;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes memory for a message, waiting until others have given back enough. Blocks for {@link Limit#FRAME_TIMEOUT}
     * at most.
     *
     * @param wanted whether the connection is still open
     * @throws IOException if there is not enough in time
     */
    void take(int message, BooleanSupplier wanted) throws IOException {
        lock.lock();
        try {
            long left = limits.time(Limit.FRAME_TIMEOUT).toNanos();
            long newcomerUntil = left - NEWCOMER_NANOS;
            while (bytes > 0 && bytes + message > allowedBytes()) {
                if (left <= 0) {
                    throw new IOException("The messages of " + peer + " that are under way have " + bytes
                            + " bytes; with " + message + " more they exceed the limit "
                            + limits.text(Limit.MAX_PENDING_BYTES));
                } else if (!wanted.getAsBoolean()) {
                    throw new IOException("The connection was closed");
                }
                if (stalled == null || left < newcomerUntil) {
                    left = changed.awaitNanos(left);
                } else if (!takeBack(stalled)) {
                    left += changed.awaitNanos(PAUSE_NANOS) - PAUSE_NANOS;
                }
            }
            bytes += message;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for memory", e);
        } finally {
            lock.unlock();
        }
    }

    /** Takes memory from somebody who makes no use of it; others that wait must not be faster than who has asked. */
    private boolean takeBack(Function<PeerQuota, MessageMemory.@Nullable Taken> from) {
        MessageMemory.Taken memory;
        lock.unlock();
        try {
            // Closes a connection, which others are told of.
            memory = from.apply(this);
        } finally {
            lock.lock();
        }
        if (memory == null) {
            return false;
        }
        bytes -= memory.bytes();
        changed.signalAll();
        return true;
    }

    /** Messages of calls within calls may take as much again, and one of them whatever it has. */
    private long allowedBytes() {
        long own = limits.get(Limit.MAX_PENDING_BYTES);
        long largest = limits.number(Limit.MAX_FRAME_BYTES);
        return own + Math.min(callsInFlight.getAsInt() * largest, Math.max(own, largest));
    }

    void give(int message) {
        lock.lock();
        try {
            bytes -= message;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Lets those that wait look whether they still want to. */
    void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
