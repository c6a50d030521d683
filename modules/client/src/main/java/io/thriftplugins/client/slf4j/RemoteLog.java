package io.thriftplugins.client.slf4j;

import io.thriftplugins.LogLevel;
import java.time.Duration;

/** The one log of this process: where the loggers of {@link RemoteServiceProvider} meet the client's connection. */
public final class RemoteLog {

    private static final Duration AT_EXIT = Duration.ofSeconds(1);

    static final LogChannel CHANNEL = new LogChannel(LogConsole::standard);

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> CHANNEL.end(AT_EXIT), "thrift-plugins-log-exit"));
    }

    private RemoteLog() {}

    /**
     * Sets the lowest level that is logged from now on.
     *
     * @param level the level
     */
    public static void minimum(LogLevel level) {
        CHANNEL.minimum(level);
    }

    /**
     * Sends to a sink from now on, first what was kept for it and is of the minimum level. A sink that was attached
     * before gets no more than what was logged before.
     *
     * @param sink the sink; a thread of its own calls it
     * @return the way to end it
     */
    public static Attachment attach(LogSink sink) {
        return CHANNEL.attach(sink);
    }

    /** A sink that is attached. */
    public interface Attachment {

        /**
         * Waits until all that was logged before is sent.
         *
         * @param timeout how long to wait
         * @return false if the time was over or the thread was interrupted
         */
        boolean flush(Duration timeout);

        /**
         * Sends what was logged before, and no more; what can't be sent in time goes to the console, like all that is
         * logged from now on. Closing twice is harmless.
         *
         * @param timeout how long to wait
         * @return false if something was not sent
         */
        boolean close(Duration timeout);
    }
}
