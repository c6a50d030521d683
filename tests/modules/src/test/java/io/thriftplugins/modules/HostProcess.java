package io.thriftplugins.modules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program {@code host} with a plugin, run to its end in a process of its own. */
final class HostProcess {

    private static final String PLUGIN_PATH = "path ";

    /** How the process is told where its classes are. */
    enum Kind {
        MODULE_PATH,
        CLASS_PATH
    }

    private final Path directory;
    private final Kind kind;
    private final List<Path> path = new ArrayList<>(Artifacts.forHosts());
    private final List<String> options = new ArrayList<>();

    private HostProcess(Path directory, Kind kind) {
        this.directory = directory;
        this.kind = kind;
    }

    /** What it printed: its results, the module paths of the plugin's processes, and anything on stderr. */
    record Outcome(List<String> lines, List<List<String>> pluginPaths, String stderr) {}

    static HostProcess in(Path directory, Kind kind) {
        return new HostProcess(directory, kind);
    }

    /** Adds modules that the build has. */
    HostProcess with(String... modules) {
        path.addAll(Artifacts.jars(Stream.of(modules)));
        return this;
    }

    HostProcess with(Path jar) {
        path.add(jar);
        return this;
    }

    HostProcess option(String option) {
        options.add(option);
        return this;
    }

    /** Lets the host listen on endpoints, one after the other, and load the plugin each time. */
    Outcome run(String... endpoints) throws IOException, InterruptedException {
        Path host = Program.of("host").jar(directory.resolve("host.jar"), path);
        Path plugin = Program.of("adder")
                .service("io.thriftplugins.Plugin", "adder.Adder")
                .jar(directory.resolve("adder.jar"), path);
        path.add(host);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(
                switch (kind) {
                    case MODULE_PATH -> List.of("--module-path", Artifacts.join(path), "--module", "host/host.Host");
                    case CLASS_PATH -> List.of("--class-path", Artifacts.join(path), "host.Host");
                });
        command.add(plugin.toString());
        command.addAll(List.of(endpoints));
        return start(command);
    }

    private Outcome start(List<String> command) throws IOException, InterruptedException {
        Path stdout = directory.resolve("stdout");
        Path stderr = directory.resolve("stderr");
        Process process = new ProcessBuilder(command)
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile())
                .start();
        try {
            assertThat(process.waitFor(50, TimeUnit.SECONDS))
                    .as(() -> "the host ends; it printed " + read(stdout) + read(stderr))
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(() -> read(stderr)).isZero();
        List<String> printed = Files.readAllLines(stdout);
        List<List<String>> paths = printed.stream()
                .filter(line -> line.startsWith(PLUGIN_PATH))
                .map(line -> List.of(line.substring(PLUGIN_PATH.length()).split(File.pathSeparator)))
                .toList();
        return new Outcome(
                printed.stream().filter(line -> !line.startsWith(PLUGIN_PATH)).toList(), paths, read(stderr));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
