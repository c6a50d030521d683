package io.thriftplugins.e2e.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import io.thriftplugins.e2e.support.Causes;
import io.thriftplugins.e2e.support.HostLog;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Plugins;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.server.PluginSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;

@ExtendWith(LeakCheck.class)
class JarInHostTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    @DisplayName("A JAR in the host's JVM loads, calls, logs, ends, and can be loaded again")
    void loadsAgain(Transport transport) throws Exception {
        try (HostLog log = HostLog.record(Level.INFO, "probe.Probe"::equals);
                TestHost host = TestHost.start(
                        transport,
                        server -> server.function("twice(a: integer): integer", call -> 2 * call.getLong("a")))) {
            for (int round = 0; round < 3; round++) {
                PluginHandle plugin = host.load(PluginSource.jarInHost(Plugins.probeJar()));
                assertThat(plugin.name()).isEqualTo("probe-plugin");
                assertThat(plugin.pid()).isEmpty();
                assertThat(plugin.call("add", round, 1)).isEqualTo(round + 1L);
                assertThat(plugin.call("pid")).isEqualTo(ProcessHandle.current().pid());
                assertThat(plugin.call("call_host", "twice", 21)).isEqualTo(42L);
                plugin.call("log", "probe.Probe", "round " + round);
                assertThat(log.has(Level.INFO, "info round " + round)).isTrue();

                assertThat(plugin.stop(StopPolicy.DEFAULT)).isEqualTo(StopResult.GRACEFUL);

                assertThat(plugin.state()).isEqualTo(PluginState.STOPPED);
                assertThat(log.lines().stream().filter(line -> line.message().equals("stopped")))
                        .hasSize(round + 1);
                Causes.failure(ErrorCode.CLOSED, () -> plugin.call("add", 1, 1));
                assertThat(plugin.stop(StopPolicy.DEFAULT)).isEqualTo(StopResult.ALREADY_ENDED);
            }
        }
    }

    @Test
    @DisplayName("Two plugins of one JAR in the host's JVM have their own classes")
    void twoAtOnce() throws Exception {
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            PluginSource source = PluginSource.jarInHost(Plugins.probeJar());
            PluginHandle one = host.load(source.withName("one"));
            PluginHandle other = host.load(source.withName("other"));
            one.call("add_function", "extra(): string");
            one.close();
            assertThat(other.call("add", 1, 2)).isEqualTo(3L);
            Causes.failure(ErrorCode.INVALID_FUNCTION, () -> other.call("extra"));
        }
    }

    @Test
    @DisplayName("A JAR in the host's JVM that is no plugin, or fails to start, fails at once with the reason")
    void broken() throws Exception {
        Path empty = directory.resolve("empty.jar");
        try (var jar = new java.util.jar.JarOutputStream(Files.newOutputStream(empty))) {
            jar.putNextEntry(new java.util.jar.JarEntry("nothing"));
        }
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            assertThat(Causes.failure(ErrorCode.LAUNCH_FAILED, () -> host.load(PluginSource.jarInHost(empty))))
                    .hasMessageContaining("There is no plugin in " + empty);
            assertThat(host.awaitEvent("empty", PluginState.FAILED).failure()).hasMessageContaining("no plugin in");
        }
    }

    @Test
    @DisplayName("A JAR in the host's JVM that never is ready is given up at the timeout, and its thread ends")
    void neverReady() throws Exception {
        Path jar = Files.copy(Plugins.probeJar(), directory.resolve("stuck.jar"));
        // No other test runs this plugin in this JVM.
        System.setProperty("probe.start", "wait");
        try (TestHost host = TestHost.start(
                Transport.PIPE, server -> server, loader -> loader.readyTimeout(Duration.ofMillis(300)))) {
            assertThat(Causes.failure(ErrorCode.READY_TIMEOUT, () -> host.load(PluginSource.jarInHost(jar))))
                    .hasMessageContaining("did not say that it is ready");
        } finally {
            System.clearProperty("probe.start");
        }
    }
}
