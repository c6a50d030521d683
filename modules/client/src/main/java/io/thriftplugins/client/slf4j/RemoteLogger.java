package io.thriftplugins.client.slf4j;

import io.thriftplugins.LogLevel;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Formats on the calling thread, since arguments may change later. Markers mean nothing to the host. */
final class RemoteLogger extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // a logger that is read back is looked up by its name
    private final transient LogChannel channel;

    RemoteLogger(String name, LogChannel channel) {
        this.name = name;
        this.channel = channel;
    }

    @Override
    public boolean isTraceEnabled() {
        return channel.isEnabled(LogLevel.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return channel.isEnabled(LogLevel.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return channel.isEnabled(LogLevel.INFORMATION);
    }

    @Override
    public boolean isWarnEnabled() {
        return channel.isEnabled(LogLevel.WARNING);
    }

    @Override
    public boolean isErrorEnabled() {
        return channel.isEnabled(LogLevel.ERROR);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            @Nullable String pattern,
            @Nullable Object @Nullable [] arguments,
            @Nullable Throwable throwable) {
        String text = String.valueOf(MessageFormatter.basicArrayFormat(pattern, arguments));
        channel.log(LogRecord.of(levelOf(level), name, throwable == null ? text : text + "\n" + stackTrace(throwable)));
    }

    private static LogLevel levelOf(Level level) {
        return switch (level) {
            case TRACE -> LogLevel.TRACE;
            case DEBUG -> LogLevel.DEBUG;
            case INFO -> LogLevel.INFORMATION;
            case WARN -> LogLevel.WARNING;
            case ERROR -> LogLevel.ERROR;
        };
    }

    private static String stackTrace(Throwable throwable) {
        StringWriter text = new StringWriter();
        throwable.printStackTrace(new PrintWriter(text, true));
        return text.toString().stripTrailing();
    }
}
