package io.thriftplugins.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.e2e.kit.Skip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The distribution that the build has packed, and a directory where its commands leave what they leave. */
final class Installation implements AutoCloseable {

    static final Path ROOT = Path.of(System.getProperty("thriftplugins.root"));

    private final Path temp;
    private final List<Command> commands = new ArrayList<>();
    private Path script = distribution().resolve("bin/thrift-plugins");

    /** Uses a directory that is empty, for temporary files and pipes. */
    Installation(Path temp) {
        this.temp = temp;
    }

    static Path distribution() {
        return ROOT.resolve("dist/target/thrift-plugins");
    }

    /** The example plugin; its {@code lib/} is beside it. */
    static Path markdownPlugin() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("examples/markdown-plugin/target/plugin"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** A Python that has Apache Thrift; without one the test is skipped, but on a build server it fails. */
    static String python() {
        String python = System.getenv("THRIFT_PLUGINS_PYTHON");
        if (python == null || python.isBlank()) {
            return Skip.unlessOnBuildServer("THRIFT_PLUGINS_PYTHON names no Python that has thrift");
        }
        return python;
    }

    /** From now on it is called by another path. */
    void calledAs(Path path) {
        script = path;
    }

    Command start(Object... arguments) throws IOException {
        return start(Map.of(), arguments);
    }

    Command start(Map<String, String> environment, Object... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(script.toString()));
        Arrays.stream(arguments).map(Object::toString).forEach(words::add);
        return startProgram(environment, words);
    }

    Command startProgram(Map<String, String> environment, List<String> words) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TMPDIR", temp.toString());
        builder.environment().remove("JAVA_OPTS");
        // What build servers have, and where a JVM is blind for all but ASCII.
        builder.environment().keySet().removeAll(List.of("LANG", "LC_ALL", "LC_CTYPE"));
        builder.environment().putAll(environment);
        Command command = Command.start(builder);
        commands.add(command);
        return command;
    }

    /** Runs a command to its end, without input. */
    Command run(Object... arguments) throws Exception {
        Command command = start(arguments);
        command.endInput();
        command.exitCode();
        return command;
    }

    /** Fails if a process or a file is left. */
    void assertNothingLeft() {
        assertNoProcessLeft();
        assertThat(temp).isEmptyDirectory();
    }

    /** Fails if a process is left; a stranger that is killed can't remove its files. */
    void assertNoProcessLeft() {
        await("the end of every process that was started here")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(processes()).isEmpty());
    }

    /** The processes that have the directory in their environment. */
    private List<String> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> environment(process).contains("TMPDIR=" + temp + "\0"))
                .map(process ->
                        process.pid() + " " + process.info().commandLine().orElse(""))
                .toList();
    }

    private static String environment(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // it has ended, or is another user's
        }
    }

    /** Ends what a failed test has left. */
    @Override
    public void close() {
        commands.forEach(Command::close);
    }
}
