package io.thriftplugins.e2e.end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginEnd;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.RemoteFailure;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.Jvm;
import io.thriftplugins.e2e.kit.OwnThread;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.Processes;
import io.thriftplugins.e2e.kit.PythonPeer;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.server.PluginSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A plugin that is stopped")
final class GracefulEndTest {

    private static final StopPolicy PATIENT = StopPolicy.within(Duration.ofSeconds(40));

    private static final String NOT_CALLED = "The plugin is not ready, or stopping; not called: ADD";

    private final CompletableFuture<PluginHandle> self = new CompletableFuture<>();
    private final CompletableFuture<StopResult> stop = new CompletableFuture<>();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("in a process cleans up and ends with exit code 0 (checklist 35)")
    void process(String transport) {
        PluginEnd end = stopped(transport, PluginJars.source(directory, EndPlugin.class));

        assertThat(end.exitCode()).isZero();
        assertThat(end.signal()).isNull();
        assertThat(end.stderrTail()).isEmpty();
    }

    @Test
    @DisplayName("with a main of its own cleans up and ends with exit code 0 (checklist 35)")
    void ownMain() {
        assertThat(stopped(TestHost.PIPE, Jvm.plugin(directory, EndMain.class)).exitCode())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("inside the host cleans up (checklist 35)")
    void insideTheHost(String transport) {
        PluginEnd end = stopped(transport, PluginSource.jarInHost(PluginJars.write(directory, EndPlugin.class)));

        assertThat(end.exitCode()).isNull();
    }

    private PluginEnd stopped(String transport, PluginSource source) {
        Path file = directory.resolve("stopped");
        try (TestHost host = TestHost.start(transport)) {
            host.configure(EndPlugin.STOP_FILE, file.toString());
            PluginHandle plugin = host.load(source);

            assertThat(plugin.stop(PATIENT)).isEqualTo(StopResult.GRACEFUL);

            assertThat(plugin.ended()).isDone();
            assertThat(file).hasContent("stopped");
            assertThat(plugin.state()).isEqualTo(PluginState.STOPPED);
            assertThat(host.server().plugins()).isEmpty();
            await().untilAsserted(() -> assertThat(host.states(plugin.name()))
                    .containsExactly(
                            PluginState.LAUNCHED,
                            PluginState.REGISTERED,
                            PluginState.READY,
                            PluginState.STOPPING,
                            PluginState.STOPPED));
            assertThat(Errors.of(() -> plugin.call("add", 1, 2)).code()).isEqualTo(ErrorCode.CLOSED);
            return plugin.ended().join();
        }
    }

    @Test
    @DisplayName("and knows only the contract ends too (checklist 35)")
    void python() {
        try (TestHost host = TestHost.start(TestHost.PIPE)) {
            PluginHandle plugin = host.load(PythonPeer.source(directory, "normal"));

            assertThat(plugin.stop(PATIENT)).isEqualTo(StopResult.GRACEFUL);
            assertThat(plugin.ended().join().exitCode()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", EndPlugin.SLOW_EXIT})
    @DisplayName("in mid-call: that call fails as closed (checklist 35)")
    void callsInFlight(String mode) throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        try (TestHost host = TestHost.start(
                TestHost.PIPE,
                options -> options.function("arrived()", call -> {
                    arrived.countDown();
                    return null;
                }))) {
            host.configure(EndPlugin.MODE, mode);
            PluginHandle plugin = host.load(PluginJars.source(directory, EndPlugin.class));
            var call = plugin.callAsync(CallRequest.of("wait_after", "arrived"));
            assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

            assertThat(plugin.stop(PATIENT)).isEqualTo(StopResult.GRACEFUL);

            assertThat(Errors.in(call).code()).isEqualTo(ErrorCode.CLOSED);
        }
    }

    @Test
    @DisplayName(
            "executes no further call, and says which: not the one that it executes and that led to it (checklist 35)")
    void refusesWhileItStops() throws Exception {
        try (TestHost host =
                TestHost.start(TestHost.PIPE, options -> options.function("call_back()", call -> callBackAtStop()))) {
            host.configure(EndPlugin.MODE, EndPlugin.HANG_AT_STOP);
            PluginHandle plugin = host.load(PluginJars.source(directory, EndPlugin.class));
            self.complete(plugin);

            RemoteFailure failure = Objects.requireNonNull(
                    Errors.of(() -> plugin.call("call_host", "call_back")).remoteFailure());

            assertThat(failure.message())
                    .as("handed on by a call that was executed")
                    .isEqualTo("call_back in host: add in plugin 'EndPlugin': " + NOT_CALLED);
            Processes.kill(plugin.pid().orElseThrow());
            assertThat(stop.get(40, TimeUnit.SECONDS)).isNotEqualTo(StopResult.STILL_RUNNING);
        }
    }

    /** The plugin hangs while it stops. */
    private @Nullable Object callBackAtStop() {
        PluginHandle plugin = self.join();
        OwnThread.EACH.execute(() -> stop.complete(plugin.stop(PATIENT)));
        await().untilAsserted(() -> assertThat(plugin.state()).isEqualTo(PluginState.STOPPING));
        await().untilAsserted(() -> {
            RemoteFailure refusal = Errors.of(() -> plugin.call("add", 1, 2)).remoteFailure();
            assertThat(refusal).isNotNull().extracting(RemoteFailure::message).isEqualTo(NOT_CALLED);
        });
        return plugin.call("add", 1, 2);
    }

    @Test
    @DisplayName("and knows only the contract is asked even while all its connections are busy (checklist 35)")
    void busyPython() {
        try (TestHost host = TestHost.start(TestHost.PIPE, options -> options.maxConnectionsPerPlugin(1))) {
            PluginHandle plugin = host.load(PythonPeer.source(directory, "normal"));
            var call = plugin.callAsync(CallRequest.of("sleep", 30_000));
            CallRequest impatient = CallRequest.of("about").withTimeout(Duration.ofMillis(100));
            await().until(() -> isRefused(plugin, impatient));

            assertThat(plugin.stop(PATIENT)).isEqualTo(StopResult.GRACEFUL);

            assertThat(Errors.in(call).code()).isEqualTo(ErrorCode.CLOSED);
        }
    }

    @Test
    @DisplayName("because it asked the host for that cleans up too (checklist 35)")
    void byItself() {
        Path file = directory.resolve("stopped");
        CompletableFuture<StopResult> result = new CompletableFuture<>();
        try (TestHost host = TestHost.start(
                TestHost.PIPE,
                options -> options.function("stop_me()", call -> {
                    result.complete(self.join().stop(PATIENT));
                    return null;
                }))) {
            host.configure(EndPlugin.STOP_FILE, file.toString());
            PluginHandle plugin = host.load(PluginJars.source(directory, EndPlugin.class));
            self.complete(plugin);

            var error = Errors.of(() -> plugin.call("call_host", "stop_me"));

            assertThat(error.code()).isEqualTo(ErrorCode.CLOSED);
            assertThat(result.join()).isEqualTo(StopResult.GRACEFUL);
            assertThat(file).hasContent("stopped");
        }
    }

    @Test
    @DisplayName("together with its server, all plugins at the same time (checklist 35)")
    void byItsServer() {
        Path other = directory.resolve("other");
        other.toFile().mkdir();
        long first;
        long second;
        try (TestHost host = TestHost.start(TestHost.PIPE)) {
            first = host.load(PluginJars.source(directory, EndPlugin.class))
                    .pid()
                    .orElseThrow();
            second = host.load(PluginJars.source(other, EndPlugin.class)).pid().orElseThrow();

            host.server().close();

            assertThat(Processes.isAlive(first)).isFalse();
            assertThat(Processes.isAlive(second)).isFalse();
        }
    }

    private static boolean isRefused(PluginHandle plugin, CallRequest request) {
        try {
            plugin.call(request);
            return false;
        } catch (PluginException e) {
            return e.code() == ErrorCode.DEADLINE_EXCEEDED;
        }
    }
}
