package io.thriftplugins.e2e.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.Blob;
import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginEnd;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginState;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.OwnThread;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Processes;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.server.LoadedPlugin;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.RestartPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
@ExtendWith(LeakCheck.class)
@DisplayName("A plugin that is replaced")
@SuppressWarnings("FutureReturnValueIgnored") // Both are looked at: the replacement's, and the old version's end.
final class ReplaceTest {

    private static final int THREADS = 6;
    private static final Duration LONG = Duration.ofMinutes(1);

    @Parameter
    private Transport transport;

    @TempDir
    private Path directory;

    @Test
    @DisplayName("under load from several threads answers every call, at last with the new version")
    void underLoad() throws Exception {
        try (PhoenixHost host = PhoenixHost.start(transport, directory)) {
            LoadedPlugin plugin = host.load(RestartPolicy.never());
            long oldPid = plugin.pid().orElseThrow();
            AtomicBoolean done = new AtomicBoolean();
            AtomicInteger calls = new AtomicInteger();
            Set<Object> versions = ConcurrentHashMap.newKeySet();
            List<CompletableFuture<Void>> callers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                callers.add(CompletableFuture.runAsync(
                        () -> {
                            while (!done.get()) {
                                versions.add(Objects.requireNonNull(plugin.call("version")));
                                calls.incrementAndGet();
                            }
                        },
                        OwnThread.EACH));
            }
            await().until(() -> calls.get() > 100);

            CompletableFuture<PluginEnd> end = plugin.replaceWith(host.source("2"));

            assertThat(plugin.call("version")).isEqualTo("2");
            PluginEnd oldEnd = end.get(20, TimeUnit.SECONDS);
            int before = calls.get();
            await().until(() -> calls.get() > before + 100);
            done.set(true);
            for (CompletableFuture<Void> caller : callers) {
                caller.get(20, TimeUnit.SECONDS);
            }
            assertThat(versions).containsExactlyInAnyOrder("1", "2");
            assertThat(oldEnd.exitCode()).isZero();
            assertThat(oldEnd.callsInFlight()).isZero();
            assertThat(Processes.isAlive(oldPid)).isFalse();
            assertThat(plugin.version()).isEqualTo("2");
            assertThat(plugin.pid().orElseThrow()).isNotEqualTo(oldPid);
            assertThat(plugin.functions())
                    .extracting(function -> function.signature().wireName())
                    .contains("ONLY_IN_2")
                    .doesNotContain("ONLY_IN_1");
            assertThat(Errors.of(() -> plugin.call("only_in_1")).code()).isEqualTo(ErrorCode.INVALID_FUNCTION);
            assertThat(host.host().server().plugins()).containsExactly(plugin);
            await().untilAsserted(() -> assertThat(host.states())
                    .containsExactly(
                            PluginState.LAUNCHED, PluginState.REGISTERED, PluginState.READY, PluginState.READY));
        }
    }

    @Test
    @DisplayName("lets calls in flight and objects in use finish on the old version, then they are gone")
    void drains() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (PhoenixHost host = PhoenixHost.start(
                transport,
                directory,
                server -> server.function("hold(): string", call -> {
                    waiting.countDown();
                    release.await();
                    return "held";
                }))) {
            LoadedPlugin plugin = host.load(RestartPolicy.never());
            Phoenix phoenix = plugin.as(Phoenix.class);
            long oldPid = phoenix.pid();
            Blob oldBlob = (Blob) Objects.requireNonNull(plugin.call("blob"));
            var inFlight = plugin.callAsync(CallRequest.of("call_host", "hold"));
            assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();

            CompletableFuture<PluginEnd> end = plugin.replaceWith(host.source("2"), LONG);

            assertThat(phoenix.pid()).isNotEqualTo(oldPid);
            assertThat(inFlight).isNotDone();
            release.countDown();
            assertThat(inFlight.get(20, TimeUnit.SECONDS)).isEqualTo("held");
            assertThat(new String(oldBlob.readAllBytes(100), java.nio.charset.StandardCharsets.UTF_8))
                    .contains("in " + oldPid);
            assertThat(end).isNotDone();
            oldBlob.close();
            assertThat(end.get(20, TimeUnit.SECONDS).exitCode()).isZero();
        }
    }

    @Test
    @DisplayName("fails calls in flight and ends objects of the old version when the limit is over")
    void limit() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        try (PhoenixHost host = PhoenixHost.start(
                transport,
                directory,
                server -> server.function("waiting()", call -> {
                    waiting.countDown();
                    return null;
                }))) {
            LoadedPlugin plugin = host.load(RestartPolicy.never());
            Blob oldBlob = (Blob) Objects.requireNonNull(plugin.call("blob"));
            var inFlight = plugin.callAsync(CallRequest.of("wait_after", "waiting"));
            assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();

            CompletableFuture<PluginEnd> end = plugin.replaceWith(host.source("2"), Duration.ofMillis(50));

            end.get(30, TimeUnit.SECONDS);
            assertThat(Errors.in(inFlight).code()).isEqualTo(ErrorCode.CLOSED);
            PluginException gone = Errors.of(oldBlob::length);
            assertThat(gone.code()).isEqualTo(ErrorCode.OBJECT_RELEASED);
            assertThat(gone).hasMessageContaining("'phoenix'").hasMessageContaining("replaced");
            assertThat(plugin.call("version")).isEqualTo("2");
        }
    }

    @Test
    @DisplayName("by one that can't be loaded stays as it is, and the caller gets the reason")
    void fails() throws Exception {
        try (PhoenixHost host = PhoenixHost.start(
                transport, directory, server -> server.function("starting(pid: integer): boolean", call -> false))) {
            LoadedPlugin plugin = host.load(RestartPolicy.never());
            long pid = plugin.pid().orElseThrow();
            PluginSource broken = host.source("2", "-D" + PhoenixPlugin.START + "=starting");

            PluginException failure = Errors.of(() -> plugin.replaceWith(broken));

            assertThat(failure.code()).isEqualTo(ErrorCode.LAUNCH_FAILED);
            assertThat(failure).hasMessageContaining("exit code 3");
            assertThat(plugin.call("version")).isEqualTo("1");
            assertThat(plugin.pid()).hasValue(pid);
            assertThat(host.states()).containsExactly(PluginState.LAUNCHED, PluginState.REGISTERED, PluginState.READY);
        }
    }

    @Test
    @DisplayName("while it is stopped stays stopped, and nothing is left of the replacement (checklist 39)")
    void stopped() throws Exception {
        CompletableFuture<Long> starting = new CompletableFuture<>();
        try (PhoenixHost host = PhoenixHost.start(
                transport,
                directory,
                server -> server.function("starting(pid: integer): boolean", call -> {
                    starting.complete(call.getLong("pid"));
                    new CountDownLatch(1).await();
                    return true;
                }))) {
            LoadedPlugin plugin = host.load(RestartPolicy.always());
            PluginSource slow = host.source("2", "-D" + PhoenixPlugin.START + "=starting");
            var replacement =
                    CompletableFuture.supplyAsync(() -> Errors.of(() -> plugin.replaceWith(slow)), OwnThread.EACH);
            long newPid = starting.get(30, TimeUnit.SECONDS);

            plugin.close();

            assertThat(Processes.isAlive(newPid)).isFalse();
            assertThat(replacement.get(20, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.CLOSED);
            assertThat(plugin.state()).isEqualTo(PluginState.STOPPED);
            assertThat(Errors.of(() -> plugin.replaceWith(host.source("3"))).code())
                    .isEqualTo(ErrorCode.CLOSED);
        }
    }

    @Test
    @DisplayName("and crashes meanwhile lets calls wait for the replacement, also without a restart policy")
    void crash() throws Exception {
        CountDownLatch starting = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (PhoenixHost host = PhoenixHost.start(
                transport,
                directory,
                server -> server.function("starting(pid: integer): boolean", call -> {
                    starting.countDown();
                    release.await();
                    return true;
                }))) {
            LoadedPlugin plugin = host.load(RestartPolicy.never());
            PluginSource slow = host.source("2", "-D" + PhoenixPlugin.START + "=starting");
            var replacement = CompletableFuture.supplyAsync(() -> plugin.replaceWith(slow), OwnThread.EACH);
            assertThat(starting.await(30, TimeUnit.SECONDS)).isTrue();

            PhoenixHost.kill(plugin);
            PhoenixHost.awaitPause(plugin);
            var waiting = plugin.callAsync(CallRequest.of("version"));
            release.countDown();

            assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo("2");
            assertThat(replacement
                            .get(20, TimeUnit.SECONDS)
                            .get(20, TimeUnit.SECONDS)
                            .signal())
                    .isEqualTo("SIGKILL");
            assertThat(plugin.state()).isEqualTo(PluginState.READY);
            assertThat(plugin.ended()).isNotDone();
        }
    }

    @Test
    @DisplayName("while it waits for a restart gets the new version at once, which is restarted in its turn")
    void restarting() throws Exception {
        try (PhoenixHost host = PhoenixHost.start(transport, directory)) {
            LoadedPlugin plugin = host.load(PhoenixHost.LATER);
            PhoenixHost.kill(plugin);
            PhoenixHost.awaitPause(plugin);
            var waiting = plugin.callAsync(CallRequest.of("version"));

            CompletableFuture<PluginEnd> end =
                    plugin.replaceWith(host.source("2").withRestart(PhoenixHost.QUICKLY));

            assertThat(end).isCompleted();
            assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo("2");
            assertThat(plugin.restartPolicy()).isEqualTo(PhoenixHost.QUICKLY);
            PhoenixHost.kill(plugin);
            assertThat(plugin.call("version")).isEqualTo("2");
        }
    }

    @Test
    @DisplayName("by two callers at once is replaced twice, one after the other; both old versions end")
    void twice() throws Exception {
        try (PhoenixHost host = PhoenixHost.start(transport, directory)) {
            LoadedPlugin plugin = host.load(RestartPolicy.never());
            var second = CompletableFuture.supplyAsync(() -> plugin.replaceWith(host.source("2")), OwnThread.EACH);
            var third = CompletableFuture.supplyAsync(() -> plugin.replaceWith(host.source("3")), OwnThread.EACH);

            second.get(40, TimeUnit.SECONDS).get(20, TimeUnit.SECONDS);
            third.get(40, TimeUnit.SECONDS).get(20, TimeUnit.SECONDS);

            assertThat(plugin.call("version")).isIn("2", "3").isEqualTo(plugin.version());
            assertThat(host.host().server().plugins()).containsExactly(plugin);
        }
    }
}
