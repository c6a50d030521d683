package io.thriftplugins.server;

import io.thriftplugins.LogLevel;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plugin's messages in the host's log: its logger is {@code plugin.NAME}. */
final class PluginLog {

    private static final String PREFIX = "plugin.";

    private final Logger logger;

    PluginLog(String pluginName) {
        this.logger = LoggerFactory.getLogger(PREFIX + pluginName);
    }

    Logger logger() {
        return logger;
    }

    /** The lowest level that the host's log records for the plugin. */
    LogLevel level() {
        if (logger.isTraceEnabled()) {
            return LogLevel.TRACE;
        } else if (logger.isDebugEnabled()) {
            return LogLevel.DEBUG;
        } else if (logger.isInfoEnabled()) {
            return LogLevel.INFORMATION;
        } else if (logger.isWarnEnabled()) {
            return LogLevel.WARNING;
        }
        return logger.isErrorEnabled() ? LogLevel.ERROR : LogLevel.NONE;
    }

    void log(LogLevel level, String text) {
        switch (level) {
            case TRACE -> logger.trace("{}", text);
            case DEBUG -> logger.debug("{}", text);
            case INFORMATION -> logger.info("{}", text);
            case WARNING -> logger.warn("{}", text);
            default -> logger.error("{}", text);
        }
    }

    /** A text up to a length, and how much is missing then. */
    static String cut(String text, int length) {
        return text.length() <= length
                ? text
                : text.substring(0, length) + "... (" + (text.length() - length)
                        + " more characters than the limit maxLogLength = " + length + ")";
    }

    /**
     * With arguments the message is a template: they take the places of its {@code {Names}} in order (contract 5.1).
     */
    static String fill(String template, List<String> arguments) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (String argument : arguments) {
            int open = template.indexOf('{', from);
            int close = template.indexOf('}', open);
            if (open < 0 || close < 0) {
                break;
            }
            text.append(template, from, open).append(argument);
            from = close + 1;
        }
        return text.append(template, from, template.length()).toString();
    }
}
