package io.thriftplugins.rpc;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that acts when a {@link Deadline} has passed. It sleeps until the earliest one, so an idle process has an
 * idle watcher. This is how calls get a time limit although a blocking read on a Unix domain socket has none in JDK 17:
 * the action closes the connection, and the read fails. The actions run on the watcher's thread and must not block.
 */
final class DeadlineWatcher implements AutoCloseable, Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(DeadlineWatcher.class);

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

    void forget(Deadline deadline) {
        watched.remove(deadline);
    }

    /** Makes sure that the thread looks at the deadlines no later than this. */
    void wakeBefore(long time) {
        long planned = wakeAt.get();
        while (time < planned) {
            if (wakeAt.compareAndSet(planned, time)) {
                LockSupport.unpark(thread);
                return;
            }
            planned = wakeAt.get();
        }
    }

    @Override
    public void run() {
        while (!closed) {
            // Before looking, so that a deadline armed from here on shortens the sleep by itself.
            wakeAt.set(Clock.NEVER);
            long now = Clock.now();
            for (Deadline deadline : watched) {
                long at = deadline.at();
                if (at <= now) {
                    fire(deadline);
                } else if (at != Clock.NEVER) {
                    wakeBefore(at);
                }
            }
            long wake = wakeAt.get();
            if (wake == Clock.NEVER) {
                LockSupport.park(this);
            } else if (wake > now) {
                LockSupport.parkNanos(this, wake - now);
            }
        }
    }

    private static void fire(Deadline deadline) {
        try {
            deadline.fire();
        } catch (RuntimeException e) {
            LOG.error("The action of a deadline failed", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
