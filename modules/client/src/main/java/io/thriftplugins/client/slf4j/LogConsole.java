package io.thriftplugins.client.slf4j;

import io.thriftplugins.LogLevel;

/** Where messages go that don't reach the host: the console, as contract 14 has it. */
@FunctionalInterface
interface LogConsole {

    void print(LogRecord record);

    /** Errors and above on the standard error stream, others on the standard output, with three-letter level tags. */
    @SuppressWarnings("systemOut")
    static void standard(LogRecord record) {
        (record.isAtLeast(LogLevel.ERROR) ? System.err : System.out)
                .println(tag(record.level()) + " " + record.message());
    }

    private static String tag(LogLevel level) {
        return switch (level) {
            case TRACE -> "TRC";
            case DEBUG -> "DBG";
            case INFORMATION -> "INF";
            case WARNING -> "WRN";
            case ERROR -> "ERR";
            case CRITICAL, NONE -> "CRT";
        };
    }
}
