package io.thriftplugins.e2e.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.e2e.kit.OwnThread;
import io.thriftplugins.e2e.support.Causes;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Plugins;
import io.thriftplugins.e2e.support.Processes;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.server.LoadResult;
import io.thriftplugins.server.LoadedPlugin;
import io.thriftplugins.server.PluginSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakCheck.class)
class LoadTimeoutTest {

    @TempDir
    Path directory;

    @Test
    @DisplayName("A plugin that never registers is killed with its child at the timeout (checklist 15)")
    void neverRegisters() throws Exception {
        Path script = Plugins.script(
                directory.resolve("silent"),
                "trap '' TERM",
                "(trap '' TERM; echo $$ >parent; exec sleep 1000) & echo $! >child; wait");
        try (TestHost host = TestHost.start(
                Transport.PIPE, server -> server, loader -> loader.registrationTimeout(Duration.ofSeconds(2)))) {
            PluginException failure = Causes.failure(
                    ErrorCode.REGISTRATION_TIMEOUT,
                    () -> host.load(host.marked(PluginSource.executable(script)).withWorkingDirectory(directory)));

            assertThat(failure)
                    .hasMessageContaining("silent")
                    .hasMessageContaining("did not register within 2000 ms")
                    .hasMessageContaining(script.toString());
            // When the load has failed they are gone already.
            assertThat(Processes.isAlive(pidIn("parent"))).isFalse();
            assertThat(Processes.isAlive(pidIn("child"))).isFalse();
            assertThat(host.awaitEvent("silent", PluginState.FAILED).failure())
                    .extracting(e -> Objects.requireNonNull(e).code())
                    .isEqualTo(ErrorCode.REGISTRATION_TIMEOUT);
        }
    }

    private long pidIn(String file) throws Exception {
        return Long.parseLong(Files.readString(directory.resolve(file)).strip());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A plugin that never is ready is killed with its child, its functions withdrawn (checklist 16)")
    void neverReady(Transport transport) throws Exception {
        CompletableFuture<Long> child = new CompletableFuture<>();
        try (TestHost host = TestHost.start(
                transport,
                server -> server.function("spawned(pid: integer)", call -> child.complete(call.getLong("pid"))),
                loader -> loader.readyTimeout(Duration.ofSeconds(4)))) {
            CompletableFuture<LoadedPlugin> load =
                    host.loader().loadAsync(Plugins.probe(host, "stuck", "-Dprobe.start=spawn-and-wait"));
            PluginHandle handle = Objects.requireNonNull(
                    host.awaitEvent("stuck", PluginState.REGISTERED).handle());
            long pid = awaitPid(handle);

            assertThatThrownBy(load::join)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.READY_TIMEOUT))
                    .hasMessageContaining("registered but did not say that it is ready within 4000 ms");

            assertThat(Processes.isAlive(pid)).isFalse();
            Processes.awaitEnd(child.get(1, TimeUnit.SECONDS));
            assertThat(handle.state()).isEqualTo(PluginState.FAILED);
            assertThat(host.server().plugins()).isEmpty();
            assertThat(Causes.failure(ErrorCode.READY_TIMEOUT, () -> handle.call("add", 1, 2)))
                    .hasMessageContaining("did not say that it is ready");
            assertThat(handle.ready()).isCompletedExceptionally();
            assertThat(handle.ended().join().exitCode())
                    .as("%s", handle.ended().join())
                    .isNotNull();
        }
    }

    private static long awaitPid(PluginHandle handle) {
        // It may register before its launcher has come round to note the process.
        Awaitility.await().until(() -> handle.pid().isPresent());
        return handle.pid().orElseThrow();
    }

    @Test
    @DisplayName("A plugin that ignores SIGTERM can't be called from the moment that its time is over (checklist 16)")
    void withdrawnBeforeItIsGone() throws Exception {
        StopPolicy patient = new StopPolicy(Duration.ZERO, Duration.ofSeconds(8), Duration.ofSeconds(10));
        try (TestHost host = TestHost.start(
                Transport.PIPE,
                server -> server.stopPolicy(patient),
                loader -> loader.readyTimeout(Duration.ofSeconds(5)))) {
            // The shell ignores the signal; it is killed eight seconds later.
            Path script = Plugins.script(
                    directory.resolve("stubborn"),
                    "trap '' TERM",
                    "'" + Plugins.java() + "' -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path")
                            + "' io.thriftplugins.e2e.support.stranger.Stranger --ready=0 \"$@\" & wait; wait");
            CompletableFuture<LoadedPlugin> load =
                    host.loader().loadAsync(host.marked(PluginSource.executable(script)));
            PluginHandle handle = Objects.requireNonNull(
                    host.awaitEvent("stubborn", PluginState.REGISTERED).handle());
            assertThat(handle.call("echo", 1)).isEqualTo(1L);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> host.server().plugins().isEmpty());

            assertThat(Processes.isAlive(awaitPid(handle)))
                    .as("the process is still there")
                    .isTrue();
            assertThat(Causes.failure(ErrorCode.READY_TIMEOUT, () -> handle.call("echo", 1)))
                    .hasMessageContaining("did not say that it is ready");
            assertThatThrownBy(load::join).hasMessageContaining("did not say that it is ready");
        }
    }

    @Test
    @DisplayName("Who closes the loader cancels the loads under way, and their results say so")
    void cancelled() throws Exception {
        Path script = Plugins.script(directory.resolve("slow"), "exec sleep 1000");
        Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
        try (TestHost host = TestHost.start(
                Transport.PIPE,
                server -> server,
                loader -> loader.registrationTimeout(forEver).readyTimeout(forEver))) {
            CompletableFuture<List<LoadResult>> results = CompletableFuture.supplyAsync(
                    () -> host.loader().loadAll(List.of(host.marked(PluginSource.executable(script)))), OwnThread.EACH);
            host.awaitEvent("slow", PluginState.LAUNCHED);

            host.loader().close();

            assertThat(results.get(20, TimeUnit.SECONDS))
                    .singleElement()
                    .extracting(
                            result -> Objects.requireNonNull(result.failure()).code())
                    .isIn(ErrorCode.CANCELLED, ErrorCode.CLOSED);
            Causes.failure(ErrorCode.CLOSED, () -> host.load(PluginSource.executable(script)));
        }
    }

    @Test
    @DisplayName("Of a plugin whose time is over before it has registered nothing more is heard (checklist 15)")
    void noTimeToRegister() throws Exception {
        try (TestHost host = TestHost.start(
                Transport.PIPE, server -> server, loader -> loader.registrationTimeout(Duration.ofMillis(50)))) {
            Causes.failure(ErrorCode.REGISTRATION_TIMEOUT, () -> host.load(Plugins.probe(host, "late")));

            host.awaitEvent("late", PluginState.FAILED);
            assertThat(host.events("late"))
                    .extracting(event -> event.state())
                    .containsExactly(PluginState.LAUNCHED, PluginState.FAILED);
        }
    }
}
