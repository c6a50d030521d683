package io.thriftplugins.rpc;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that acts when a {@link Deadline} has passed. It sleeps until the earliest one, so an idle process has an
 * idle watcher. This is how calls get a time limit although a blocking read on a Unix domain socket has none in JDK 17:
 * the action closes the connection, and the read fails. The actions run on the watcher's thread and must not block.
 *
 * <p>Nearly all deadlines are called off long before their time. The thread therefore doesn't look at them when one is
 * set, but only when the earliest time that it was told of since it last looked has come: however many calls are made,
 * it is woken once and looks once in the shortest time that any of them sets.
 */
final class DeadlineWatcher implements AutoCloseable, Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(DeadlineWatcher.class);

    private static final long OUT_OF_MEMORY_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private final Set<Deadline> watched = ConcurrentHashMap.newKeySet();
    private final AtomicLong wakeAt = new AtomicLong(Clock.NEVER);
    private final Thread thread;
    private volatile boolean closed;

    DeadlineWatcher(String threadName) {
        thread = new Thread(this, threadName);
        thread.setDaemon(true);
        thread.start();
    }

    Deadline deadline(Runnable action) {
        Deadline deadline = new Deadline(this, action);
        watched.add(deadline);
        return deadline;
    }

    /** Does something later, for good. */
    void once(long nanos, Runnable action) {
        AtomicReference<Deadline> self = new AtomicReference<>();
        Deadline deadline = deadline(() -> {
            watched.remove(self.get());
            action.run();
        });
        self.set(deadline);
        deadline.arm(Clock.after(nanos));
    }

    void forget(Deadline deadline) {
        watched.remove(deadline);
    }

    /** Makes sure that the thread looks at the deadlines no later than this. */
    void wakeBefore(long time) {
        if (lower(time)) {
            LockSupport.unpark(thread);
        }
    }

    private boolean lower(long time) {
        long planned = wakeAt.get();
        while (time < planned) {
            if (wakeAt.compareAndSet(planned, time)) {
                return true;
            }
            planned = wakeAt.get();
        }
        return false;
    }

    @Override
    public void run() {
        while (!closed) {
            long wake = wakeAt.get();
            long left = wake - Clock.now();
            if (left <= 0) {
                lookSafely();
            } else if (wake == Clock.NEVER) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, left);
            }
        }
    }

    /** If memory runs out in the middle, it looks again at once: all calls rely on this thread. */
    private void lookSafely() {
        try {
            look();
        } catch (OutOfMemoryError e) {
            wakeAt.set(0);
            LockSupport.parkNanos(OUT_OF_MEMORY_PAUSE);
        }
    }

    private void look() {
        // Before looking: a deadline that is armed from here on is either seen or shortens the sleep by itself.
        wakeAt.set(Clock.NEVER);
        long now = Clock.now();
        for (Deadline deadline : watched) {
            long at = deadline.at();
            if (at <= now) {
                fire(deadline, at);
            } else if (at != Clock.NEVER) {
                lower(at);
            }
        }
    }

    /** Nothing that an action throws may end the thread, which all other connections rely on. */
    @SuppressWarnings("CatchingThrowable")
    private static void fire(Deadline deadline, long at) {
        try {
            deadline.fire(at);
        } catch (Throwable e) {
            LOG.error("The action of a deadline failed", e);
        }
    }

    /** How many deadlines there are, for tests. */
    int size() {
        return watched.size();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
