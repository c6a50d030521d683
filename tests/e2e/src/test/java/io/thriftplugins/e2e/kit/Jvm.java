package io.thriftplugins.e2e.kit;

import io.thriftplugins.server.PluginSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Starts main classes of these tests in JVMs of their own, on the class path of this one. */
public final class Jvm {

    private Jvm() {}

    /** What a JVM printed, and how it ended. */
    public record Outcome(int exitCode, String stdout, String stderr) {}

    public static List<String> command(Class<?> main) {
        return command(main, List.of());
    }

    public static List<String> command(Class<?> main, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(options);
        command.add("-Dthriftplugins.root=" + System.getProperty("thriftplugins.root"));
        // Surefire's own class path is one JAR that names the others.
        command.addAll(
                List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.add(main.getName());
        return command;
    }

    /** A plugin with a main of its own, to be launched. */
    public static PluginSource plugin(Path directory, Class<?> main) {
        String words = command(main).stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        try {
            Files.writeString(
                    directory.resolve("plugin.properties"),
                    "name=" + main.getSimpleName() + "\nlaunch=environment\ncommand=" + words + "\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return PluginSource.directory(directory);
    }

    /** Runs a program to its end, with a directory of its own for temporary files and sockets. */
    public static Outcome run(Path temporary, List<String> command) throws IOException, InterruptedException {
        return run(temporary, command, Duration.ofHours(1));
    }

    /** As {@link #run(Path, List)}, for a program that may take its time. */
    public static Outcome run(Path temporary, List<String> command, Duration limit)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile("stdout", ".txt");
        Path err = Files.createTempFile("stderr", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().put("TMPDIR", temporary.toString());
        Process process = builder.start();
        try {
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("Not done in time: " + command + "\n" + Files.readString(out));
            }
            return new Outcome(process.exitValue(), read(out), read(err));
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
