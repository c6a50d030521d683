package io.thriftplugins.e2e.end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.PluginState;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import io.thriftplugins.e2e.kit.OwnThread;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.Processes;
import io.thriftplugins.e2e.kit.Reused;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.server.LoadedPlugin;
import io.thriftplugins.server.RestartPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The one who takes a plugin over is in {@code TakeOverTest}, the tree alone in {@code ProcessTreeTest}. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Chooses numbers of processes")
@DisplayName("A process that got the number of one that has ended lives on")
final class ReusedNumberTest {

    private static final RestartPolicy LATER =
            RestartPolicy.always().withPauses(Duration.ofHours(1), 1, Duration.ofHours(1));

    @TempDir
    private Path directory;

    private @Nullable Process other;

    @BeforeEach
    void require() {
        Reused.require();
    }

    @AfterEach
    void end() throws InterruptedException {
        if (other != null) {
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    @DisplayName("when the plugin is stopped that had the number, and its loader and server closed (checklist 50)")
    void plugin() throws Exception {
        Process stranger;
        try (TestHost host = TestHost.start(TestHost.PIPE)) {
            LoadedPlugin plugin = host.loader()
                    .load(PluginJars.source(directory, ParentPlugin.class).withRestart(LATER));
            long pid = plugin.pid().orElseThrow();
            Instant started = startOf(pid);
            Processes.kill(pid);
            await().atMost(Duration.ofSeconds(20)).until(() -> plugin.state() == PluginState.RESTARTING);
            stranger = Reused.start(pid, started);
            other = stranger;

            assertThat(plugin.stop(StopPolicy.DEFAULT)).isEqualTo(StopResult.ALREADY_ENDED);
        }
        assertThat(Reused.livesOn(stranger)).isTrue();
    }

    @Test
    @DisplayName("when the plugin is stopped whose child had the number and was noted down to be ended (checklist 50)")
    void child() throws Exception {
        Process stranger;
        try (TestHost host = TestHost.start(TestHost.PIPE)) {
            LoadedPlugin plugin = host.loader().load(PluginJars.source(directory, ParentPlugin.class));
            long child = (Long) Objects.requireNonNull(plugin.call("spawn", directory.toString()));
            Instant started = startOf(child);

            CompletableFuture<StopResult> stop = CompletableFuture.supplyAsync(
                    () -> plugin.stop(StopPolicy.within(Duration.ofMinutes(1))), OwnThread.EACH);
            await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(directory.resolve(ParentPlugin.ENDED)));
            stranger = Reused.start(child, started);
            other = stranger;
            Files.createFile(directory.resolve(ParentPlugin.GO_ON));

            assertThat(stop.get(30, TimeUnit.SECONDS)).isEqualTo(StopResult.GRACEFUL);
        }
        assertThat(Reused.livesOn(stranger)).isTrue();
    }

    private static Instant startOf(long pid) {
        return ProcessHandle.of(pid).orElseThrow().info().startInstant().orElseThrow();
    }
}
