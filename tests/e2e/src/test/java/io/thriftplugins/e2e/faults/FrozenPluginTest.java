package io.thriftplugins.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.Processes;
import io.thriftplugins.e2e.kit.TestHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(value = OS.LINUX, disabledReason = "Elsewhere orphans can't be found")
@DisplayName("A plugin that is frozen (SIGSTOP)")
final class FrozenPluginTest {

    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("keeps nobody waiting beyond a deadline, and is killed with all that it started (checklist 45)")
    void deadlineAndClose(String transport) {
        StopPolicy policy = new StopPolicy(SHORT, SHORT, SHORT, Duration.ofSeconds(20));
        try (TestHost host = TestHost.start(transport, options -> options.stopPolicy(policy))) {
            PluginHandle plugin = host.load(PluginJars.source(directory, FaultsPlugin.class));
            List<?> children = (List<?>) Objects.requireNonNull(plugin.call("spawn"));
            Processes.pause(plugin.pid().orElseThrow());

            long begin = System.nanoTime();
            for (int i = 0; i < 3; i++) {
                var error =
                        Errors.of(() -> plugin.call(CallRequest.of("add", 1, 2).withTimeout(SHORT)));
                assertThat(error.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
                assertThat(error).hasMessageContaining("add in plugin");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(SHORT.multipliedBy(3), SHORT.multipliedBy(10));

            assertThat(plugin.stop(policy)).isEqualTo(StopResult.KILLED);

            assertThat(plugin.ended().join().signal()).isEqualTo("SIGKILL");
            assertThat(Processes.isAlive(plugin.pid().orElseThrow())).isFalse();
            assertThat(children).hasSize(2).noneMatch(pid -> Processes.isAlive((long) pid));
        }
    }
}
