package io.thriftplugins.client;

import io.thriftplugins.LogLevel;
import io.thriftplugins.client.slf4j.RemoteLog;
import io.thriftplugins.client.slf4j.RemoteLoggerFactory;
import io.thriftplugins.client.slf4j.RemoteServiceProvider;
import org.slf4j.LoggerFactory;

/**
 * Sends what a plugin's process logs through SLF4J to the host's log. For a {@code main} of one's own; the runner does
 * it for plugins in JARs, and a plugin inside the host's JVM logs to the host's log anyway.
 *
 * <p>The connection is made by the client. Until then messages are kept, at most 1000; errors, and what can't be sent,
 * go to the console: errors to the standard error stream, the others to the standard output (contract 14). The standard
 * streams aren't redirected: they are no channel, and the host logs their lines (contract 7.2).
 *
 * <p>A thread that logs faster than the host takes it waits, a few seconds at most for one message.
 */
public final class RemoteLogging {

    private static final String PROVIDER = "slf4j.provider";
    private static final String VERBOSITY = "slf4j.internal.verbosity";

    private RemoteLogging() {}

    /**
     * Makes SLF4J log to the host, unless the system property {@code slf4j.provider} chose something else. Call it
     * before anything uses SLF4J: in the first line of {@code main}, in a class without a static logger.
     *
     * @return whether messages go to the host; false if SLF4J is bound to something else, by choice or because it was
     *     used before
     */
    public static boolean install() {
        if (System.getProperty(PROVIDER) == null) {
            System.setProperty(PROVIDER, RemoteServiceProvider.class.getName());
            if (System.getProperty(VERBOSITY) == null) {
                // SLF4J reports on the standard error stream that it honours the property; a host would log that as an
                // error of every plugin.
                System.setProperty(VERBOSITY, "WARN");
            }
        }
        return LoggerFactory.getILoggerFactory() instanceof RemoteLoggerFactory;
    }

    /**
     * Sets the lowest level that is logged, for all loggers, from now on. The client sets what the host asks for.
     *
     * @param level the level; {@link LogLevel#NONE} for nothing at all
     */
    public static void minimum(LogLevel level) {
        RemoteLog.minimum(level);
    }
}
