package io.thriftplugins.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In processes of their own, since SLF4J is bound once for a JVM. */
class RemoteLoggingTest {

    private static final String MAIN = """
            package app;

            public class Main {
                public static void main(String[] args) {
                    System.out.println("installed " + io.thriftplugins.client.RemoteLogging.install());
                    Child.log();
                    if (args.length > 0) {
                        var sink = io.thriftplugins.client.slf4j.RemoteLog.attach(
                                (level, message) -> System.out.println("sink " + level + " " + message));
                        Child.log();
                        sink.close(java.time.Duration.ofSeconds(10));
                    }
                    System.exit(0);
                }
            }
            """;

    private static final String CHILD = """
            package app;

            class Child {
                private static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger(Child.class);

                static void log() {
                    org.slf4j.MDC.put("k", "v");
                    LOG.debug("quiet");
                    LOG.info("hello {}", org.slf4j.MDC.get("k"));
                    LOG.error("bad");
                }
            }
            """;

    private static final String EXPORT = "io.thriftplugins.client/io.thriftplugins.client.slf4j=";

    @TempDir
    Path directory;

    @Test
    void binds_slf4j_on_the_module_path() throws Exception {
        Result result = run(onModulePath(), "sink");

        assertThat(result.error).isEqualTo("ERR Child: bad\n");
        assertThat(result.output).isEqualTo("""
                        installed true
                        sink INFORMATION Child: hello v
                        sink INFORMATION Child: hello v
                        sink ERROR Child: bad
                        """);
    }

    @Test
    void binds_slf4j_on_the_class_path() throws Exception {
        Result result = run(onClassPath(), "sink");

        assertThat(result.error).isEqualTo("ERR Child: bad\n");
        assertThat(result.output).startsWith("installed true\nsink INFORMATION Child: hello v\n");
    }

    @Test
    void prints_at_exit_what_no_host_took() throws Exception {
        Result result = run(onModulePath());

        assertThat(result.error).isEqualTo("ERR Child: bad\n");
        assertThat(result.output).isEqualTo("installed true\nINF Child: hello v\n");
    }

    @Test
    void respects_another_choice() throws Exception {
        List<String> command = onModulePath();
        command.add(1, "-Dslf4j.provider=org.slf4j.nop.NOPServiceProvider");
        Result result = run(command);

        assertThat(result.output).isEqualTo("installed false\n");
    }

    private List<String> onModulePath() throws Exception {
        Path sources = sources();
        Files.writeString(
                sources.resolve("module-info.java"),
                "module app { requires io.thriftplugins.client; requires org.slf4j; }");
        compile(sources, "-p", modulePath(), "--add-exports", EXPORT + "app");
        return new ArrayList<>(List.of(
                java(),
                "--add-exports",
                EXPORT + "app",
                "-p",
                directory.resolve("out") + File.pathSeparator + modulePath(),
                "-m",
                "app/app.Main"));
    }

    private List<String> onClassPath() throws Exception {
        compile(sources(), "-cp", modulePath());
        return new ArrayList<>(
                List.of(java(), "-cp", directory.resolve("out") + File.pathSeparator + modulePath(), "app.Main"));
    }

    private Path sources() throws Exception {
        Path sources = Files.createDirectories(directory.resolve("src"));
        Files.writeString(sources.resolve("Main.java"), MAIN);
        Files.writeString(sources.resolve("Child.java"), CHILD);
        return sources;
    }

    private void compile(Path sources, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("--release", "17", "-d", directory.resolve("out").toString()));
        arguments.addAll(List.of(options));
        try (var files = Files.list(sources)) {
            files.map(Path::toString).forEach(arguments::add);
        }
        int code = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(System.out, System.err, arguments.toArray(String[]::new));
        assertThat(code).isZero();
    }

    private static String modulePath() {
        return System.getProperty("jdk.module.path");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private Result run(List<String> command, String... arguments) throws Exception {
        List<String> full = new ArrayList<>(command);
        full.addAll(List.of(arguments));
        Path output = directory.resolve("output");
        Path error = directory.resolve("error");
        Process process = new ProcessBuilder(full)
                .redirectOutput(output.toFile())
                .redirectError(error.toFile())
                .start();
        try {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Result(
                Files.readString(output).replace("\r", ""),
                Files.readString(error).replace("\r", ""));
    }

    private record Result(String output, String error) {}
}
