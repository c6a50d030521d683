package io.thriftplugins.client.slf4j;

import io.thriftplugins.LogLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From the loggers to the host or, while there is none, to a buffer or the console. */
final class LogChannel {

    static final int MAX_EARLY = 1000;

    private final LogConsole console;
    private final List<LogRecord> early = new ArrayList<>();
    private boolean wasAttached;
    private volatile @Nullable LogSender sender;
    private volatile LogLevel minimum = LogLevel.INFORMATION;

    LogChannel(LogConsole console) {
        this.console = console;
    }

    void minimum(LogLevel level) {
        minimum = level;
    }

    boolean isEnabled(LogLevel level) {
        return level.compareTo(minimum) >= 0;
    }

    void log(LogRecord record) {
        if (sender == null && isKept(record)) {
            return;
        }
        LogSender current = sender;
        if (current == null || !current.accept(record)) {
            console.print(record);
        }
    }

    /** Under the same lock as {@link #attach}, or a record could be kept behind its back and forgotten. */
    private synchronized boolean isKept(LogRecord record) {
        if (sender != null || wasAttached || record.isAtLeast(LogLevel.ERROR) || early.size() == MAX_EARLY) {
            return false;
        }
        return early.add(record);
    }

    synchronized RemoteLog.Attachment attach(LogSink sink) {
        LogSender previous = sender;
        if (previous != null) {
            previous.finish();
        }
        early.removeIf(record -> !isEnabled(record.level()));
        LogSender next = new LogSender(sink, console, early);
        early.clear();
        wasAttached = true;
        sender = next;
        next.start();
        return new Attached(next);
    }

    /** At the end of the JVM: nothing that was logged is lost, if it can be helped. */
    void end(Duration timeout) {
        LogSender current = sender;
        if (current != null) {
            current.flush(timeout);
        }
        List<LogRecord> left;
        synchronized (this) {
            left = List.copyOf(early);
            early.clear();
            // From here on, print.
            wasAttached = true;
        }
        left.forEach(console::print);
    }

    private synchronized void detach(LogSender which) {
        if (sender == which) {
            sender = null;
        }
    }

    private final class Attached implements RemoteLog.Attachment {

        private final LogSender own;

        Attached(LogSender own) {
            this.own = own;
        }

        @Override
        public boolean flush(Duration timeout) {
            return own.flush(timeout);
        }

        @Override
        public boolean close(Duration timeout) {
            boolean sent = own.close(timeout);
            detach(own);
            return sent;
        }
    }
}
