package io.thriftplugins.rpc;

import io.thriftplugins.CallInFlight;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one peer. A connection belongs to one call at a time; a dead one is never handed out again.
 *
 * <p>Calls never wait for each other in a circle, whatever the limit (docs/decisions/0003-nested-calls.md): a thread
 * that serves a call of the same peer gets a connection at once, since the peer waits for it. The limit also grows by
 * the number of calls that are being served, for those that leave their own calls to other threads. Then at least
 * {@code limit} of the calls in flight aren't waited for by anything on this side, so something always ends.
 */
final class ConnectionPool {

    private final int limit;
    private final ServedCalls served;
    private final Dialer dialer;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Guarded by the lock; the most recently used one last, since its buffers are warm. */
    private final Deque<OutboundConnection> idle = new ArrayDeque<>();

    /** Guarded by the lock: idle and busy ones. */
    private final Set<OutboundConnection> all = new HashSet<>();

    /** Guarded by the lock: connections that are being dialled; they count towards the limit. */
    private int dialling;

    /** The peer gave no further endpoint, so it is not asked again (contract 10). */
    private volatile boolean grown;

    /** Written under the lock: why there are no more connections, or null. */
    private volatile @Nullable PluginException closed;

    /** Those in acquire(). Counted under the lock, read without. */
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * An empty pool.
     *
     * @param limit how many connections there may be
     * @param served the calls from the same peer that this side is serving
     * @param dialer makes connections
     */
    ConnectionPool(int limit, ServedCalls served, Dialer dialer) {
        this.limit = limit;
        this.served = served;
        this.dialer = dialer;
    }

    /**
     * Takes a connection for one call. Blocks while the limit is reached or a connection is being made; who came first
     * goes first.
     *
     * @param until when to give up, in the time of {@link Clock}
     */
    OutboundConnection acquire(long until) {
        OutboundConnection connection;
        boolean grow;
        boolean nested = served.onThisThread();
        lock.lock();
        // Before looking at the limit, see limitGrew().
        waiting.incrementAndGet();
        try {
            boolean waited = false;
            while (true) {
                refuseIfClosed();
                // What there is belongs to those who wait already: each of them was woken for it.
                if (waited || nested || idle.size() + room() >= waiting.get()) {
                    connection = takeIdle();
                    if (connection != null || nested || room() > 0) {
                        break;
                    }
                }
                await(until);
                waited = true;
            }
            grow = connection != null && waited && dialer.growsByAsking() && !grown && total() < limit;
            if (connection == null || grow) {
                dialling++;
            }
        } finally {
            waiting.decrementAndGet();
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

    private void refuseIfClosed() {
        PluginException reason = closed;
        if (reason != null) {
            throw new CallNotMadeException(reason);
        }
    }

    /** Takes a connection that nobody uses, to be given back; null if there is none. Doesn't wait. */
    @Nullable
    OutboundConnection poll() {
        lock.lock();
        try {
            return closed == null ? takeIdle() : null;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes a connection for a call that is only made ahead of time: one that nobody waits for, or a new one if the
     * limit allows it. Doesn't wait for others.
     *
     * @param until when to give up dialling, in the time of {@link Clock}
     * @return null if there is none to spare
     */
    @Nullable
    OutboundConnection acquireSpare(long until) {
        return acquireSpare(until, 0);
    }

    /**
     * As {@link #acquireSpare(long)}, for a call that may last until somebody makes another one.
     *
     * @param left how many more must be to be had afterwards, for those who come later
     */
    @Nullable
    OutboundConnection acquireSpare(long until, int left) {
        lock.lock();
        try {
            refuseIfClosed();
            // Those who wait were counted once when they came and once while they sleep.
            if (idle.size() + room() <= waiting.get() + left) {
                return null;
            }
            OutboundConnection connection = takeIdle();
            if (connection != null || room() == 0) {
                return connection;
            }
            dialling++;
        } finally {
            lock.unlock();
        }
        return dial(until);
    }

    private @Nullable OutboundConnection takeIdle() {
        OutboundConnection connection = idle.pollLast();
        while (connection != null && !connection.isAlive()) {
            discard(connection);
            connection = idle.pollLast();
        }
        return connection;
    }

    /** How many more connections may be dialled. */
    private int room() {
        int serving = served.count();
        int room = Math.max(0, limit + serving - total());
        return dialer.growsByAsking() && serving == 0 && total() > 0 ? 0 : room;
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
            connection = dialer.dial(until, this::isClosed);
        } catch (PluginException e) {
            refuseIfClosed();
            throw e;
        } finally {
            dialled(connection, false);
        }
        refuseIfClosed();
        return connection;
    }

    /** The connection stays with the caller, unless this fails. */
    private void growThrough(OutboundConnection connection, long until) {
        OutboundConnection fresh = null;
        boolean kept = false;
        try {
            fresh = dialer.grow(connection, until, this::isClosed);
            if (fresh == null) {
                grown = true;
            }
            refuseIfClosed();
            kept = true;
        } catch (PluginException e) {
            // Then the peer's end is why, and nothing that the dialling ran into.
            refuseIfClosed();
            throw e;
        } finally {
            if (!kept) {
                release(connection);
            }
            dialled(fresh, true);
        }
    }

    private void dialled(@Nullable OutboundConnection connection, boolean spare) {
        lock.lock();
        try {
            dialling--;
            if (connection != null && closed != null) {
                connection.close();
            } else if (connection != null) {
                all.add(connection);
                if (spare) {
                    connection.rest();
                    idle.addFirst(connection);
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives a connection back after a call. A closed one is forgotten, and so is one that was made beyond the limit for
     * a call that is no longer served.
     */
    void release(OutboundConnection connection) {
        lock.lock();
        try {
            if (closed == null && connection.isOpen() && total() <= limit + served.count()) {
                connection.rest();
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

    /**
     * The number of served calls has grown, and with it the limit. Who acquires counts itself before it looks at that
     * number, so either it sees the new one or it is seen here.
     */
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

    /** The calls in flight that have waited longest, so many at most. */
    List<CallInFlight> callsInFlight(int most) {
        List<OutboundConnection> busy;
        lock.lock();
        try {
            busy = new ArrayList<>(all);
            busy.removeAll(idle);
        } finally {
            lock.unlock();
        }
        return busy.stream()
                .map(OutboundConnection::callInFlight)
                .filter(call -> !call.function().isEmpty())
                .sorted(Comparator.comparing(CallInFlight::running).reversed())
                .limit(most)
                .toList();
    }

    /** Closes what is idle: a connection broke, which makes its siblings suspect. */
    void dropIdle() {
        lock.lock();
        try {
            while (!idle.isEmpty()) {
                discard(idle.removeLast());
            }
            changed.signalAll();
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
            // Only busy ones are left to be given back.
            all.removeAll(idle);
            idle.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        open.forEach(OutboundConnection::close);
    }

    boolean isClosed() {
        return closed != null;
    }

    /** Why the pool was closed, or null. */
    @Nullable
    PluginException closedReason() {
        return closed;
    }
}
