package io.thriftplugins.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A command that is told to end takes its plugins with it. */
@Timeout(300)
class ShutdownTest {

    private static final int TERMINATED = 128 + 15;

    @TempDir
    private Path temp;

    @TempDir
    private Path files;

    private Installation installation;

    @BeforeEach
    void install() {
        installation = new Installation(temp);
    }

    @AfterEach
    void close() {
        installation.close();
    }

    /** The plugin knows nothing of hosts, so nobody else would end it. (checklist 39) */
    @Test
    void whileAPluginLoads() throws Exception {
        Path started = files.resolve("started");
        Path plugin = script("touch '" + started + "'", "exec sleep 600");
        Command inspect = installation.start("inspect", plugin, "--timeout=10m");
        await("the plugin's start").atMost(Duration.ofSeconds(60)).until(() -> Files.exists(started));
        inspect.terminate();
        assertThat(inspect.exitCode()).isEqualTo(TERMINATED);
        assertThat(inspect.err).noneMatch(line -> line.startsWith("thrift-plugins: "));
        installation.assertNothingLeft();
    }

    @Test
    void whileAFunctionRuns() throws Exception {
        Path directory = Files.createDirectories(files.resolve("fake"));
        Files.writeString(
                directory.resolve("plugin.properties"),
                "command='" + Installation.python() + "' '" + Installation.ROOT.resolve("tests/python/fake_plugin.py")
                        + "' normal\n");
        Command call = installation.start(
                Map.of("JAVA_OPTS", "-Dorg.slf4j.simpleLogger.defaultLogLevel=debug"),
                "call",
                directory,
                "sleep",
                600_000,
                "--timeout=10m");
        await("the plugin to be ready")
                .atMost(Duration.ofSeconds(60))
                .until(() -> call.err.stream().anyMatch(line -> line.endsWith("Plugin 'fake' is READY")));
        call.terminate();
        assertThat(call.exitCode()).isEqualTo(TERMINATED);
        installation.assertNoProcessLeft();
    }

    @Test
    void inDebugMode() throws Exception {
        Command debug = installation.start("debug");
        debug.awaitOut("Token:    test");
        Command plugin = installation.start(
                "run",
                "--plugin=" + Installation.markdownPlugin(),
                "--server-endpoint=net.pipe://127.0.0.1/qcat-test",
                "--token=test");
        debug.awaitErr(1, "Ready");
        debug.terminate();
        assertThat(debug.exitCode()).isEqualTo(TERMINATED);
        assertThat(plugin.exitCode()).isZero();
        installation.assertNothingLeft();
    }

    private Path script(String... lines) throws Exception {
        Path file = Files.writeString(files.resolve("plugin"), "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
