package io.thriftplugins.client.slf4j;

import io.thriftplugins.LogLevel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The queue and the thread between the loggers and one sink. */
final class LogSender {

    static final int CAPACITY = 1024;

    /** A logging thread may hold a lock that the sink needs, so it can't wait forever for room in the queue. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LogSink sink;
    private final LogConsole console;
    private final Duration patience;
    private final Thread thread = new Thread(this::run, "thrift-plugins-log");

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roomOrClosed = lock.newCondition();
    private final Condition workOrClosed = lock.newCondition();
    private final Condition progress = lock.newCondition();
    private final Deque<LogRecord> queue;
    private long accepted;
    private long done;
    private boolean closed;
    private boolean failing;

    LogSender(LogSink sink, LogConsole console, Collection<LogRecord> early) {
        this(sink, console, early, PATIENCE);
    }

    LogSender(LogSink sink, LogConsole console, Collection<LogRecord> early, Duration patience) {
        this.sink = sink;
        this.console = console;
        this.patience = patience;
        queue = new ArrayDeque<>(early);
        accepted = queue.size();
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /**
     * Takes a record, waiting for room if there is none.
     *
     * @return false if the record remains the caller's: closed, interrupted, or no room for too long
     */
    boolean accept(LogRecord record) {
        if (Thread.currentThread() == thread) {
            // The sink itself logs. A message about sending a message would beget the next one.
            return !record.isAtLeast(LogLevel.WARNING);
        }
        lock.lock();
        try {
            long left = patience.toNanos();
            while (queue.size() >= CAPACITY && !closed) {
                if (left <= 0) {
                    return false;
                }
                left = roomOrClosed.awaitNanos(left);
            }
            if (closed) {
                return false;
            }
            queue.add(record);
            accepted++;
            workOrClosed.signal();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all that was accepted before is sent; false if the time was over or the thread was interrupted. */
    boolean flush(Duration timeout) {
        lock.lock();
        try {
            return awaitDone(accepted, timeout);
        } finally {
            lock.unlock();
        }
    }

    /** What is queued is still sent, by the sender's own time. */
    void finish() {
        lock.lock();
        try {
            closed = true;
            workOrClosed.signalAll();
            roomOrClosed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Sends what was accepted, and no more; the console gets what can't be sent in time, and the answer is false. */
    boolean close(Duration timeout) {
        finish();
        List<LogRecord> left;
        lock.lock();
        try {
            if (awaitDone(accepted, timeout)) {
                return true;
            }
            left = new ArrayList<>(queue);
            queue.clear();
            done += left.size();
            progress.signalAll();
        } finally {
            lock.unlock();
        }
        thread.interrupt();
        left.forEach(console::print);
        return false;
    }

    /** With the lock held. */
    private boolean awaitDone(long target, Duration timeout) {
        try {
            long left = timeout.toNanos();
            while (done < target) {
                if (left <= 0 || Thread.currentThread() == thread) {
                    return false;
                }
                left = progress.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        for (LogRecord record = take(); record != null; record = take()) {
            send(record);
            lock.lock();
            try {
                done++;
                progress.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private @Nullable LogRecord take() {
        lock.lock();
        try {
            while (queue.isEmpty() && !closed) {
                workOrClosed.awaitUninterruptibly();
            }
            roomOrClosed.signal();
            return queue.poll();
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("CatchAndPrintStackTrace")
    private void send(LogRecord record) {
        try {
            sink.send(record.level(), record.message());
            failing = false;
        } catch (Throwable e) { // whatever it is: without this thread all logging threads would wait in vain
            if (!failing) {
                failing = true;
                console.print(
                        LogRecord.of(LogLevel.WARNING, getClass().getName(), "The host takes no log messages: " + e));
            }
            console.print(record);
        }
    }
}
