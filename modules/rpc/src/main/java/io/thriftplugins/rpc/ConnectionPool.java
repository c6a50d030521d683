package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one peer. A connection belongs to one call at a time; a dead one is never handed out again.
 *
 * <p>Calls never wait for each other in a circle, whatever the limit: it grows by the number of calls that this side is
 * serving for the same peer at the moment, since each of them may need one connection to get on. Then at least
 * {@code limit} of the calls in flight aren't waited for by anything on this side, so something always ends
 * (docs/decisions/0003-nested-calls.md).
 */
final class ConnectionPool {

    private final int limit;
    private final IntSupplier served;
    private final Dialer dialer;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Guarded by the lock; the most recently used one last, since its buffers are warm. */
    private final Deque<OutboundConnection> idle = new ArrayDeque<>();

    /** Guarded by the lock: idle and busy ones. */
    private final Set<OutboundConnection> all = new HashSet<>();

    /** Guarded by the lock: connections that are being dialled; they count towards the limit. */
    private int dialling;

    /** Guarded by the lock: the peer gave no further endpoint, so it is not asked again (contract 10). */
    private boolean grown;

    /** Guarded by the lock: why there are no more connections, or null. */
    private @Nullable PluginException closed;

    /** Counted under the lock, read without. */
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * An empty pool.
     *
     * @param limit how many connections there may be
     * @param served how many calls from the same peer are being served now
     * @param dialer makes connections
     */
    ConnectionPool(int limit, IntSupplier served, Dialer dialer) {
        this.limit = limit;
        this.served = served;
        this.dialer = dialer;
    }

    /**
     * Takes a connection for one call. Blocks while the limit is reached or a connection is being made.
     *
     * @param until when to give up, in the time of {@link Clock}
     */
    OutboundConnection acquire(long until) {
        OutboundConnection connection;
        boolean grow;
        lock.lock();
        try {
            boolean waited = false;
            while (true) {
                if (closed != null) {
                    throw new PluginException(closed.code(), String.valueOf(closed.getMessage()), closed);
                }
                connection = takeIdle();
                if (connection != null || mayDial()) {
                    break;
                }
                await(until);
                waited = true;
            }
            grow = connection != null && waited && dialer.growsByAsking() && !grown && total() < limit;
            if (connection == null || grow) {
                dialling++;
            }
        } finally {
            lock.unlock();
        }
        if (connection == null) {
            return dial(until);
        }
        if (grow) {
            growThrough(connection, until);
        }
        return connection;
    }

    private @Nullable OutboundConnection takeIdle() {
        OutboundConnection connection = idle.pollLast();
        while (connection != null && !connection.isOpen()) {
            discard(connection);
            connection = idle.pollLast();
        }
        return connection;
    }

    private boolean mayDial() {
        int serving = served.getAsInt();
        return total() < limit + serving && (!dialer.growsByAsking() || total() == 0 || serving > 0);
    }

    private int total() {
        return all.size() + dialling;
    }

    @SuppressWarnings("WaitNotInLoop") // the caller loops
    private void await(long until) {
        waiting.incrementAndGet();
        try {
            if (until == Clock.NEVER) {
                changed.await();
            } else if (!changed.await(Math.max(0, until - Clock.now()), TimeUnit.NANOSECONDS) && Clock.now() >= until) {
                throw new PluginException(
                        ErrorCode.DEADLINE_EXCEEDED,
                        "All connections were busy until the call's timeout was over; the call was not made. Raise the"
                                + " limit of connections, which is " + limit + ", or the timeout");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginException(
                    ErrorCode.CANCELLED, "Interrupted while waiting for a connection; the call was not made", e);
        } finally {
            waiting.decrementAndGet();
        }
    }

    /** Without the lock, since it takes time; the place is kept by the count. */
    private OutboundConnection dial(long until) {
        OutboundConnection connection = null;
        try {
            connection = dialer.dial(until);
            return connection;
        } finally {
            dialled(connection, false);
        }
    }

    private void growThrough(OutboundConnection connection, long until) {
        OutboundConnection fresh = null;
        try {
            fresh = dialer.grow(connection, until);
        } finally {
            dialled(fresh, true);
        }
    }

    private void dialled(@Nullable OutboundConnection connection, boolean spare) {
        lock.lock();
        try {
            dialling--;
            if (connection == null) {
                grown |= spare;
            } else {
                all.add(connection);
                if (closed != null) {
                    connection.close();
                } else if (spare) {
                    idle.addFirst(connection);
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Gives a connection back after a call. A closed one is forgotten. */
    void release(OutboundConnection connection) {
        lock.lock();
        try {
            if (closed == null && connection.isOpen()) {
                idle.addLast(connection);
            } else {
                discard(connection);
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void discard(OutboundConnection connection) {
        all.remove(connection);
        connection.close();
    }

    /** The number of served calls has grown, and with it the limit. */
    void limitGrew() {
        if (waiting.get() > 0) {
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** How many calls are in flight. */
    int inFlight() {
        lock.lock();
        try {
            return all.size() - idle.size();
        } finally {
            lock.unlock();
        }
    }

    /** Closes what is idle: a connection broke, which makes its siblings suspect. */
    void dropIdle() {
        lock.lock();
        try {
            while (!idle.isEmpty()) {
                discard(idle.removeLast());
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Closes all connections, which fails the calls in flight, and refuses new ones. The first reason stays.
     *
     * @param reason what later calls are told
     */
    void close(PluginException reason) {
        List<OutboundConnection> open;
        lock.lock();
        try {
            if (closed != null) {
                return;
            }
            closed = reason;
            open = new ArrayList<>(all);
            idle.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        open.forEach(OutboundConnection::close);
    }

    /** Why the pool was closed, or null. */
    @Nullable
    PluginException closedReason() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }
}
