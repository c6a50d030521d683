package io.thriftplugins.client.slf4j;

import io.thriftplugins.LogLevel;

/** A message on its way to the host: complete, formatted, cut to size. */
record LogRecord(LogLevel level, String message) {

    /** In characters. A frame of the contract holds 16,384,000 bytes; what nobody reads shall not come near it. */
    static final int MAX_LENGTH = 256 * 1024;

    /** The short name of a category is what stands behind its last dot. */
    static LogRecord of(LogLevel level, String loggerName, String text) {
        String shortName = loggerName.substring(loggerName.lastIndexOf('.') + 1);
        return new LogRecord(level, cut((shortName.isEmpty() ? loggerName : shortName) + ": " + text));
    }

    boolean isAtLeast(LogLevel minimum) {
        return level.compareTo(minimum) >= 0;
    }

    private static String cut(String message) {
        if (message.length() <= MAX_LENGTH) {
            return message;
        }
        int end = Character.isHighSurrogate(message.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH;
        return message.substring(0, end) + "... (" + (message.length() - end) + " characters more)";
    }
}
