package io.thriftplugins.transport.tck;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process that a test runs: a main class in a JVM of its own, with the classes that this JVM has, all on the class
 * path. Closing kills it.
 */
public final class ChildJvm implements AutoCloseable {

    private static final long LIMIT_SECONDS = 60;

    private final Process process;
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private final List<String> output = new ArrayList<>();

    private ChildJvm(Process process) {
        this.process = process;
        Thread reader = new Thread(this::readLines, "tck-child-output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * The command that runs a main class with this JVM's executable and classes.
     *
     * @param main the class, which may be a test class and need not be public
     * @param arguments the program's arguments
     * @return the command line, to be wrapped or extended in front
     */
    public static List<String> command(Class<?> main, List<String> arguments) {
        String classPath = Stream.of(
                        root(main).toString(),
                        System.getProperty("jdk.module.path", ""),
                        System.getProperty("java.class.path", ""))
                .filter(path -> !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp", classPath, main.getName()));
        command.addAll(arguments);
        return command;
    }

    /**
     * Starts a process.
     *
     * @param builder with a command; its output streams are redirected to here
     * @return the running process
     * @throws IOException if it can't be started
     */
    public static ChildJvm start(ProcessBuilder builder) throws IOException {
        return new ChildJvm(builder.redirectErrorStream(true).start());
    }

    /**
     * Waits for a line of output; those before it are skipped.
     *
     * @param start what the line starts with
     * @return the whole line
     * @throws InterruptedException if the thread is interrupted
     * @throws AssertionError if the output ends before, or a minute passes
     */
    public String awaitLine(String start) throws InterruptedException {
        while (true) {
            Optional<String> line = lines.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (line == null || line.isEmpty()) {
                throw new AssertionError("The process printed no line '" + start + "', but " + output);
            }
            output.add(line.get());
            if (line.get().startsWith(start)) {
                return line.get();
            }
        }
    }

    /**
     * Waits for the end of the process.
     *
     * @return the exit code
     * @throws InterruptedException if the thread is interrupted
     * @throws AssertionError if a minute passes
     */
    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("The process has not ended; it printed " + output);
        }
        return process.exitValue();
    }

    /**
     * The process.
     *
     * @return the process itself
     */
    public Process process() {
        return process;
    }

    /** Kills the process and waits for its end. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private void readLines() {
        try (BufferedReader reader = process.inputReader(UTF_8)) {
            reader.lines().forEach(line -> lines.add(Optional.of(line)));
        } catch (IOException | UncheckedIOException e) {
            lines.add(Optional.of("reading failed: " + e));
        } finally {
            lines.add(Optional.empty());
        }
    }

    /** The directory or JAR with a class. A module's location would not do: tests are patched into it. */
    private static Path root(Class<?> type) {
        String resource = "/" + type.getName().replace('.', '/') + ".class";
        var url = type.getResource(resource);
        if (url == null) {
            throw new IllegalArgumentException(type + " has no class file");
        }
        String text = url.toString();
        String location = text.substring(0, text.length() - resource.length());
        if (location.startsWith("jar:")) {
            location = location.substring("jar:".length(), location.length() - 1);
        }
        return Path.of(URI.create(location));
    }
}
