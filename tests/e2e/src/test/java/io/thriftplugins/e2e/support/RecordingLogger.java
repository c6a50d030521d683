package io.thriftplugins.e2e.support;

import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Logs to whoever records. */
final class RecordingLogger extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1L;

    RecordingLogger(String name) {
        this.name = name;
    }

    @Override
    public boolean isTraceEnabled() {
        return HostLog.isEnabled(name, Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return HostLog.isEnabled(name, Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return HostLog.isEnabled(name, Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return HostLog.isEnabled(name, Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return HostLog.isEnabled(name, Level.ERROR);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String pattern,
            Object @Nullable [] arguments,
            @Nullable Throwable error) {
        String message = MessageFormatter.basicArrayFormat(pattern, arguments);
        HostLog.add(new HostLog.Line(name, level, String.valueOf(message), error));
    }
}
