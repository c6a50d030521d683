package io.thriftplugins.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.Processes;
import io.thriftplugins.e2e.kit.TestHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(value = OS.LINUX, disabledReason = "Elsewhere orphans can't be found")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@DisplayName("When a host is paused for longer than its deadlines and resumed")
final class HostPausedTest {

    /** More than the deadlines of {@link HostProgram}'s calls and health checks; a minute with {@code -Pthorough}. */
    private static final Duration PAUSE = Duration.ofMillis(Integer.getInteger("thriftplugins.pause", 4000));

    @TempDir
    private Path directory;

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("its plugins are the same and answer, health checks or not (checklist 47)")
    void paused(String transport) throws Exception {
        Path jar = PluginJars.write(directory, FaultsPlugin.class);
        try (HostProcess host = new HostProcess(temporary, transport, "gentle", "jar:" + jar)) {
            host.send();
            assertThat(host.receive()).isEqualTo("3");

            Processes.pause(host.pid());
            host.send();
            long begin = System.nanoTime();
            await().atMost(PAUSE.multipliedBy(3)).until(() -> System.nanoTime() - begin > PAUSE.toNanos());
            Processes.resume(host.pid());

            // The one call that the pause may have hit in the middle was given up, or not.
            assertThat(host.receive()).containsPattern("^(3|DEADLINE_EXCEEDED .*)$");
            for (int i = 0; i < 20; i++) {
                host.send();
                assertThat(host.receive()).isEqualTo("3");
            }
            assertThat(host.plugins()).allMatch(Processes::isAlive);
        }
    }
}
