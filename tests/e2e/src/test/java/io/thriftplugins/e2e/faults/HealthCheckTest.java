package io.thriftplugins.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.HealthCheck;
import io.thriftplugins.PluginEnd;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.Processes;
import io.thriftplugins.e2e.kit.PythonPeer;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.server.ServerBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(value = OS.LINUX, disabledReason = "Elsewhere orphans can't be found")
@DisplayName("With a health check")
final class HealthCheckTest {

    private static final HealthCheck CHECK = new HealthCheck(Duration.ofMillis(100), Duration.ofMillis(1500));

    /** For a plugin that must not be taken for dead on a busy machine. */
    private static final HealthCheck PATIENT = new HealthCheck(Duration.ofMillis(50), Duration.ofSeconds(20));

    private static final int CONNECTIONS = 2;

    @TempDir
    private Path directory;

    private final AtomicInteger begun = new AtomicInteger();

    private TestHost start(String transport, HealthCheck check) {
        return TestHost.start(transport, options -> with(options, check));
    }

    private ServerBuilder with(ServerBuilder options, HealthCheck check) {
        return options.healthCheck(check)
                .maxConnectionsPerPlugin(CONNECTIONS)
                .function("begun()", call -> begun.incrementAndGet());
    }

    private List<CompletableFuture<?>> occupy(PluginHandle plugin) {
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            calls.add(plugin.callAsync(CallRequest.of("wait_after", "begun")));
        }
        await().until(() -> begun.get() == CONNECTIONS);
        return calls;
    }

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName(
            "a frozen plugin is killed with all that it started; calls in flight fail with the reason (checklist 45)")
    void frozen(String transport) throws Exception {
        try (TestHost host = start(transport, CHECK)) {
            PluginHandle plugin = host.load(PluginJars.source(directory, FaultsPlugin.class));
            List<?> children = (List<?>) Objects.requireNonNull(plugin.call("spawn"));
            List<CompletableFuture<?>> calls = occupy(plugin);

            Processes.pause(plugin.pid().orElseThrow());

            for (CompletableFuture<?> call : calls) {
                PluginException error = Errors.in(call);
                assertThat(error.code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
                assertThat(error).hasMessageContaining("1500 ms").hasMessageContaining("health check");
            }
            PluginEnd end = plugin.ended().get(20, TimeUnit.SECONDS);
            assertThat(end.signal()).isEqualTo("SIGKILL");
            assertThat(end.reason()).contains("every 100 ms");
            assertThat(end.callsInFlight()).isEqualTo(CONNECTIONS);
            assertThat(end.calls())
                    .hasSize(CONNECTIONS)
                    .allMatch(call -> call.function().equals("wait_after"));
            assertThat(plugin.state()).isEqualTo(PluginState.FAILED);
            children.forEach(pid -> Processes.awaitGone((long) pid));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("a plugin with all connections busy lives on")
    void busy(String transport) {
        try (TestHost host = start(transport, PATIENT)) {
            PluginHandle plugin = host.load(PluginJars.source(directory, FaultsPlugin.class));
            List<CompletableFuture<?>> calls = occupy(plugin);

            await().during(Duration.ofSeconds(1)).until(() -> plugin.state() == PluginState.READY);

            assertThat(calls).noneMatch(CompletableFuture::isDone);
        }
    }

    @Test
    @DisplayName("of its own a plugin is asked as that says, whether the server has none or another one (checklist 45)")
    void ownCheck() throws Exception {
        HealthCheck seldom = new HealthCheck(Duration.ofHours(1), Duration.ofHours(1));
        for (boolean other : new boolean[] {false, true}) {
            try (TestHost host =
                    TestHost.start(TestHost.PIPE, options -> other ? options.healthCheck(seldom) : options)) {
                PluginHandle asked = host.load(
                        PluginJars.source(directory, FaultsPlugin.class).withHealthCheck(CHECK));

                Processes.pause(asked.pid().orElseThrow());

                assertThat(asked.ended().get(20, TimeUnit.SECONDS).reason()).contains("every 100 ms");
            }
        }
    }

    @Test
    @DisplayName("a plugin that knows only the contract is asked, idle or busy, and killed when it is frozen")
    void contract() throws Exception {
        HealthCheck check = new HealthCheck(Duration.ofMillis(100), Duration.ofSeconds(3));
        try (TestHost host = start(TestHost.PIPE, check)) {
            PluginHandle plugin = host.load(PythonPeer.source(directory, "normal"));
            await().during(Duration.ofMillis(500)).until(() -> plugin.state() == PluginState.READY);
            assertThat(plugin.call("sleep", 500)).isEqualTo(500L);
            assertThat(plugin.call("echo", "still there")).isEqualTo("still there");

            Processes.pause(plugin.pid().orElseThrow());

            PluginEnd end = plugin.ended().get(20, TimeUnit.SECONDS);
            assertThat(end.reason()).contains("health check");
            assertThat(end.signal()).isEqualTo("SIGKILL");
        }
    }
}
