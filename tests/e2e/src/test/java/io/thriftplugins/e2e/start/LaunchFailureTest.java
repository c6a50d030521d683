package io.thriftplugins.e2e.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginState;
import io.thriftplugins.e2e.support.Causes;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Plugins;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.server.PluginSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The loader would wait for 50 s: a test that ends in time shows that it did not wait. */
@ExtendWith(LeakCheck.class)
@Timeout(45)
class LaunchFailureTest {

    @TempDir
    Path directory;

    private PluginException failure(TestHost host, PluginSource source) {
        return Causes.failure(ErrorCode.LAUNCH_FAILED, () -> host.load(host.marked(source)));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "A plugin that exits at once: within a second its exit code and the end of stderr are told (checklist 11)")
    void exitsAtOnce(Transport transport) throws Exception {
        Path last = directory.resolve("last");
        Path script = Plugins.script(
                directory.resolve("plugin"),
                "for i in $(seq 1000); do echo line $i >&2; done",
                "echo 'the configuration is missing' >&2",
                ": >'" + last + "'",
                "exit 42");
        try (TestHost host = TestHost.start(transport)) {
            PluginException failure = failure(host, PluginSource.executable(script));

            assertThat(Duration.between(Files.getLastModifiedTime(last).toInstant(), Instant.now()))
                    .isLessThan(Duration.ofSeconds(1));
            assertThat(failure)
                    .hasMessageContaining(script.toString())
                    .hasMessageContaining("exit code 42")
                    .hasMessageContaining("line 1000")
                    .hasMessageEndingWith("the configuration is missing");
            assertThat(host.awaitEvent("plugin", PluginState.FAILED).failure())
                    .hasMessageContaining("the configuration is missing");
            assertThat(host.events("plugin"))
                    .extracting(event -> event.state())
                    .containsExactly(PluginState.LAUNCHED, PluginState.FAILED);
        }
    }

    @Test
    @DisplayName("A plugin that exits with 0 and a silent one that is killed fail at once too (checklist 11)")
    void exitsSilently() throws Exception {
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            assertThat(failure(host, PluginSource.executable(Plugins.script(directory.resolve("a"), "exit 0"))))
                    .hasMessageContaining("exit code 0");
            assertThat(failure(host, PluginSource.executable(Plugins.script(directory.resolve("b"), "kill -9 $$"))))
                    .hasMessageContaining("SIGKILL");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A plugin that ends after it registered, before it is ready, fails at once (checklist 11)")
    void exitsWhileStarting(Transport transport) throws Exception {
        try (TestHost host = TestHost.start(transport)) {
            assertThat(failure(host, Plugins.probe(host, "exit", "-Dprobe.start=exit")))
                    .hasMessageContaining("exit code 7");
            assertThat(failure(host, Plugins.probe(host, "fail", "-Dprobe.start=fail")))
                    .hasMessageContaining("exit code 1")
                    .hasMessageContaining("the database is missing");
            assertThat(host.server().plugins()).isEmpty();
        }
    }

    @Test
    @DisplayName("A JVM that does not start, for an option that it doesn't know (checklist 11)")
    void jvmDoesNotStart() throws Exception {
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            assertThat(failure(host, Plugins.probe(host, "jvm", "-XX:NoSuchOption")))
                    .hasMessageContaining("exit code 1")
                    .hasMessageContaining("NoSuchOption");
        }
    }

    @Test
    @DisplayName("A file that is not executable (checklist 12)")
    void notExecutable() throws Exception {
        Path file = Files.writeString(directory.resolve("plugin"), "#!/bin/sh\n");

        PluginException failure = Causes.failure(ErrorCode.LAUNCH_FAILED, () -> PluginSource.executable(file));

        assertThat(failure).hasMessageContaining("not executable").hasMessageContaining("chmod +x");
    }

    @Test
    @DisplayName("A file that stops being executable before it is launched (checklist 12)")
    void notExecutableAnyMore() throws Exception {
        PluginSource source = PluginSource.executable(Plugins.script(directory.resolve("plugin"), "exit 0"));
        assertThat(source.path().toFile().setExecutable(false)).isTrue();
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            assertThat(failure(host, source))
                    .hasMessageContaining("may not be executed")
                    .hasMessageContaining("chmod +x");
        }
    }

    @Test
    @DisplayName("A program for another architecture (checklist 13)")
    void wrongArchitecture() throws Exception {
        byte[] program = new byte[64];
        // An ELF header: 64 bits, little-endian, for the S/390.
        System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, 0, program, 0, 7);
        program[16] = 2;
        program[18] = 22;
        program[20] = 1;
        Path file = Files.write(directory.resolve("plugin"), program);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            assertThat(failure(host, PluginSource.executable(file)))
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("s390");
        }
    }

    @Test
    @DisplayName("A script whose interpreter is not there, and one without any (checklist 13)")
    void noInterpreter() throws Exception {
        Path missing = Plugins.executable(directory.resolve("missing"), "#!/no/such/interpreter\n");
        Path none = Plugins.executable(directory.resolve("none"), "echo nothing tells who runs this\n");
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            assertThat(failure(host, PluginSource.executable(missing)))
                    .hasMessageContaining("/no/such/interpreter")
                    .hasMessageContaining("does not exist");
            assertThat(failure(host, PluginSource.executable(none))).hasMessageContaining("#!");
        }
    }

    @Test
    @DisplayName("No such file, from the start or any more (checklist 14)")
    void noSuchFile() throws Exception {
        Path file = directory.resolve("plugin");
        assertThat(Causes.failure(ErrorCode.LAUNCH_FAILED, () -> PluginSource.of(file)))
                .hasMessageContaining(file.toString())
                .hasMessageContaining("no such file");
        PluginSource source = PluginSource.executable(Plugins.script(file, "exit 0"));
        Files.delete(file);
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            assertThat(failure(host, source))
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("not exist");
        }
    }
}
