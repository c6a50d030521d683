package io.thriftplugins.client.slf4j;

import io.thriftplugins.LogLevel;

/** Takes log messages to the host. Called by one thread at a time, in the order of the messages; may block. */
@FunctionalInterface
public interface LogSink {

    /**
     * Sends a message.
     *
     * @param level its level
     * @param message what the wire carries (contract 14): the logger's short name, a colon, the text
     * @throws Exception if it can't be sent; the message then goes to the console
     */
    void send(LogLevel level, String message) throws Exception;
}
