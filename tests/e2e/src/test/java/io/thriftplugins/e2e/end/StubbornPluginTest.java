package io.thriftplugins.e2e.end;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.Processes;
import io.thriftplugins.e2e.kit.PythonPeer;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ThriftPluginsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "There are no signals")
@DisplayName("A plugin that doesn't end when asked")
final class StubbornPluginTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(40);

    @TempDir
    private Path directory;

    @Test
    @DisplayName("is terminated (checklist 36)")
    void terminated() {
        PluginHandle plugin = stopped(EndPlugin.HEED_SIGTERM, new StopPolicy(SHORT, LONG, LONG), StopResult.TERMINATED);

        assertThat(plugin.ended().join().exitCode()).isZero();
    }

    @Test
    @DisplayName("nor when terminated is killed (checklist 36)")
    void killed() {
        PluginHandle plugin = stopped(EndPlugin.HANG_AT_STOP, new StopPolicy(SHORT, SHORT, LONG), StopResult.KILLED);

        assertThat(plugin.ended().join().signal()).isEqualTo("SIGKILL");
    }

    @Test
    @DisplayName("is not even asked if the policy has no time for that (checklist 36)")
    void notAsked() {
        PluginHandle plugin = stopped("", new StopPolicy(Duration.ZERO, LONG, LONG), StopResult.TERMINATED);

        assertThat(plugin.ended().join().signal()).isEqualTo("SIGTERM");
    }

    private PluginHandle stopped(String mode, StopPolicy policy, StopResult expected) {
        try (TestHost host = TestHost.start(TestHost.PIPE)) {
            host.configure(EndPlugin.MODE, mode);
            PluginHandle plugin = host.load(PluginJars.source(directory, EndPlugin.class));

            StopResult result = plugin.stop(policy);

            assertThat(result).isEqualTo(expected);
            assertThat(plugin.state()).isEqualTo(PluginState.STOPPED);
            assertThat(Processes.isAlive(plugin.pid().orElseThrow())).isFalse();
            return plugin;
        }
    }

    @Test
    @DisplayName("by the server's policy is killed when it is closed (checklist 36)")
    void byTheServersPolicy() {
        long pid;
        try (TestHost host =
                TestHost.start(TestHost.SOCKET, options -> options.stopPolicy(new StopPolicy(SHORT, SHORT, LONG)))) {
            PluginHandle plugin = host.load(PythonPeer.source(directory, "ignore-shutdown"));
            pid = plugin.pid().orElseThrow();

            plugin.close();

            assertThat(plugin.ended().join().signal()).isEqualTo("SIGKILL");
        }
        assertThat(Processes.isAlive(pid)).isFalse();
    }

    @Test
    @DisplayName("inside the host is left behind, cut off, and that is told (checklist 36)")
    void insideTheHost() {
        try (TestHost host = TestHost.start(TestHost.PIPE)) {
            host.configure(EndPlugin.MODE, EndPlugin.HANG_AT_STOP);
            PluginHandle plugin = host.load(PluginSource.jarInHost(PluginJars.write(directory, EndPlugin.class)));

            assertThat(plugin.stop(new StopPolicy(SHORT, SHORT, SHORT))).isEqualTo(StopResult.STILL_RUNNING);

            assertThat(host.server().plugins()).isEmpty();
            assertThat(Errors.of(() -> plugin.call("add", 1, 2)).code()).isEqualTo(ErrorCode.CLOSED);
        } finally {
            ((CountDownLatch) System.getProperties().remove(EndPlugin.RELEASE)).countDown();
        }
    }

    @Test
    @DisplayName("and never registers is killed at the timeout (checklist 36)")
    void shellScript() throws IOException {
        Path pid = directory.resolve("pid");
        Path script = directory.resolve("stubborn-plugin");
        Files.writeString(script, "#!/bin/sh\ntrap '' TERM\necho $$ > '" + pid + "'\nexec sleep 600\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        try (TestHost host = TestHost.start(TestHost.PIPE);
                ThriftPluginsLoader loader = ThriftPluginsLoader.builder(host.server())
                        .registrationTimeout(Duration.ofSeconds(2))
                        .build()) {
            var error = Errors.of(() -> loader.load(PluginSource.executable(script)));

            assertThat(error.code()).isEqualTo(ErrorCode.REGISTRATION_TIMEOUT);
            assertThat(Processes.isAlive(Processes.pidIn(pid))).isFalse();
        }
    }
}
