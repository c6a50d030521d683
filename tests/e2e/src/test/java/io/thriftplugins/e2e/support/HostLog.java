package io.thriftplugins.e2e.support;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * What this JVM, the host, logs through SLF4J while it is recorded. Loggers that nobody records are off, so that
 * plugins of other tests aren't told to log everything.
 */
public final class HostLog implements AutoCloseable {

    private static final List<HostLog> RECORDINGS = new CopyOnWriteArrayList<>();

    private final Predicate<String> loggers;
    private final Level minimum;
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    /** One message, with its arguments filled in, and when it came, as {@link System#nanoTime}. */
    public record Line(
            String logger,
            Level level,
            String message,
            @Nullable Throwable error,
            long nanos) {

        Line(String logger, Level level, String message, @Nullable Throwable error) {
            this(logger, level, message, error, System.nanoTime());
        }
    }

    private HostLog(Predicate<String> loggers, Level minimum) {
        this.loggers = loggers;
        this.minimum = minimum;
        RECORDINGS.add(this);
    }

    /**
     * Records the loggers whose names fit. To be started before the server: it asks for levels when plugins register.
     */
    public static HostLog record(Level minimum, Predicate<String> loggers) {
        return new HostLog(loggers, minimum);
    }

    /** Records what a plugin logs and prints. */
    public static HostLog ofPlugin(String name, Level minimum) {
        return record(minimum, logger -> logger.equals("plugin." + name));
    }

    static boolean isEnabled(String logger, Level level) {
        return RECORDINGS.stream().anyMatch(recording -> recording.wants(logger, level));
    }

    static void add(Line line) {
        RECORDINGS.stream()
                .filter(recording -> recording.wants(line.logger(), line.level()))
                .forEach(recording -> recording.lines.add(line));
    }

    private boolean wants(String logger, Level level) {
        return level.toInt() >= minimum.toInt() && loggers.test(logger);
    }

    public List<Line> lines() {
        return List.copyOf(lines);
    }

    public boolean has(Level level, String text) {
        return lines.stream()
                .anyMatch(line -> line.level() == level && line.message().contains(text));
    }

    /** All that a log file would hold. */
    public String text() {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        for (Line line : lines) {
            out.println(line.level() + " " + line.logger() + " " + line.message());
            if (line.error() != null) {
                line.error().printStackTrace(out);
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        RECORDINGS.remove(this);
    }
}
