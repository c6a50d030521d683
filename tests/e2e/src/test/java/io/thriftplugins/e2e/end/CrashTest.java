package io.thriftplugins.e2e.end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginEnd;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.Processes;
import io.thriftplugins.e2e.kit.TestHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs({OS.LINUX, OS.MAC})
@DisplayName("A plugin that crashes")
final class CrashTest {

    private static final int CALLS = 5;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("in mid-call: all calls fail within a second with the dossier, later ones at once (checklist 42)")
    void killed(String transport) throws Exception {
        AtomicInteger waiting = new AtomicInteger();
        try (TestHost host = TestHost.start(
                transport,
                options -> options.maxConnectionsPerPlugin(CALLS).function("arrived()", call -> {
                    waiting.incrementAndGet();
                    return null;
                }))) {
            PluginHandle plugin = host.load(PluginJars.source(directory, EndPlugin.class));
            plugin.call("complain", "last words");
            List<CompletableFuture<?>> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                calls.add(plugin.callAsync(CallRequest.of("wait_after", "arrived")));
            }
            await().until(() -> waiting.get() == CALLS);

            long killedAt = System.nanoTime();
            Processes.kill(plugin.pid().orElseThrow());

            for (CompletableFuture<?> call : calls) {
                PluginException error = Errors.in(call);
                assertThat(Duration.ofNanos(System.nanoTime() - killedAt)).isLessThan(Duration.ofSeconds(1));
                assertThat(error.code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
                assertThat(error).hasMessageContaining("SIGKILL").hasMessageContaining("last words");
            }
            PluginEnd end = plugin.ended().get(20, TimeUnit.SECONDS);
            assertThat(end.signal()).isEqualTo("SIGKILL");
            assertThat(end.exitCode()).isEqualTo(137);
            assertThat(end.uptime()).isPositive();
            assertThat(end.callsInFlight()).isEqualTo(CALLS);
            assertThat(end.calls()).hasSize(CALLS).allSatisfy(call -> {
                assertThat(call.function()).isEqualTo("wait_after");
                assertThat(call.running()).isPositive();
            });
            assertThat(end.crashFiles()).isEmpty();
            assertThat(end.reason()).isNull();
            assertThat(end.stderrTail()).contains("last words");
            isFailed(host, plugin);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("by System.exit in a function: the call fails with the exit code (checklist 44)")
    void systemExit(String transport) {
        try (TestHost host = TestHost.start(transport)) {
            PluginHandle plugin = host.load(PluginJars.source(directory, EndPlugin.class));

            var error = Errors.of(() -> plugin.call("exit", 42));

            assertThat(error.code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
            assertThat(error).hasMessageContaining("exit code 42");
            assertThat(plugin.ended().join().exitCode()).isEqualTo(42);
            isFailed(host, plugin);
        }
    }

    @Test
    @DisplayName(
            "and takes its time for that: a call waits for the exit code no longer than its deadline (checklist 29)")
    void slowExit() {
        try (TestHost host = TestHost.start(TestHost.PIPE)) {
            host.configure(EndPlugin.MODE, EndPlugin.SLOW_EXIT);
            PluginHandle plugin = host.load(PluginJars.source(directory, EndPlugin.class));
            CallRequest exit = CallRequest.of("exit", 42).withTimeout(Duration.ofMillis(700));

            var error = Errors.of(() -> plugin.call(exit));

            assertThat(plugin.ended()).as("the end, seconds later").isNotDone();
            assertThat(error.code()).isIn(ErrorCode.CONNECTION_LOST, ErrorCode.DEADLINE_EXCEEDED);
            assertThat(error).hasMessageStartingWith("exit in plugin");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("while the host works for it: that thread is interrupted (checklist 42)")
    void hostFunction(String transport) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        try (TestHost host = TestHost.start(
                transport,
                options -> options.function("work()", call -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return null;
                }))) {
            PluginHandle plugin = host.load(PluginJars.source(directory, EndPlugin.class));
            var call = plugin.callAsync(CallRequest.of("call_host", "work"));
            begun.await();

            Processes.kill(plugin.pid().orElseThrow());

            assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(Errors.in(call).code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
        }
    }

    private static void isFailed(TestHost host, PluginHandle plugin) {
        assertThat(plugin.state()).isEqualTo(PluginState.FAILED);
        assertThat(host.server().plugins()).isEmpty();
        assertThat(Errors.of(() -> plugin.call("add", 1, 2)).code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
        await().untilAsserted(() -> assertThat(host.states(plugin.name()))
                .containsExactly(PluginState.LAUNCHED, PluginState.REGISTERED, PluginState.READY, PluginState.FAILED));
    }
}
