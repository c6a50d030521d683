package io.thriftplugins.rpc;

import io.thriftplugins.LogLevel;
import java.util.List;

/** Log levels and their numbers on the wire (contract 2). */
final class LogLevels {

    private static final List<LogLevel> BY_NUMBER = List.of(
            LogLevel.TRACE,
            LogLevel.DEBUG,
            LogLevel.INFORMATION,
            LogLevel.WARNING,
            LogLevel.ERROR,
            LogLevel.CRITICAL,
            LogLevel.NONE);

    private LogLevels() {}

    static int number(LogLevel level) {
        return BY_NUMBER.indexOf(level);
    }

    /** The level of a message. One of tomorrow is taken for the highest one that a message can have today. */
    static LogLevel ofMessage(int number) {
        return number >= 0 && number < number(LogLevel.NONE) ? BY_NUMBER.get(number) : LogLevel.CRITICAL;
    }

    static io.thriftplugins.thrift.LogLevel toWire(LogLevel level) {
        return io.thriftplugins.thrift.LogLevel.valueOf(level.name());
    }

    static LogLevel fromWire(io.thriftplugins.thrift.LogLevel level) {
        return LogLevel.valueOf(level.name());
    }
}
