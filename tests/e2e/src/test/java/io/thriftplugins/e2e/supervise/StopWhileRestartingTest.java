package io.thriftplugins.e2e.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.OwnThread;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Processes;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.server.LoadedPlugin;
import io.thriftplugins.server.RestartPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakCheck.class)
@DisplayName("A plugin that its host stops")
final class StopWhileRestartingTest {

    private static final RestartPolicy ALWAYS = RestartPolicy.always().withPauses(Duration.ZERO, 1, Duration.ZERO);

    /** Ways to stop everything. */
    enum How {
        PLUGIN(host -> host.host().server().plugins().forEach(PluginHandle::close)),
        LOADER(host -> host.host().loader().close()),
        SERVER(host -> host.host().server().close());

        private final Consumer<PhoenixHost> stop;

        How(Consumer<PhoenixHost> stop) {
            this.stop = stop;
        }
    }

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    @DisplayName("is not restarted, whatever its policy says (checklist 35)")
    void stopped(Transport transport) throws Exception {
        try (PhoenixHost host = PhoenixHost.start(transport, directory)) {
            LoadedPlugin plugin = host.load(ALWAYS);

            assertThat(plugin.stop(StopPolicy.within(Duration.ofSeconds(30)))).isEqualTo(StopResult.GRACEFUL);

            isStopped(host, plugin);
            assertThat(host.states()).doesNotContain(PluginState.RESTARTING);
        }
    }

    @Test
    @DisplayName("from a function that it calls is not restarted (checklist 35)")
    void byItself() throws Exception {
        CompletableFuture<LoadedPlugin> self = new CompletableFuture<>();
        CompletableFuture<StopResult> result = new CompletableFuture<>();
        try (PhoenixHost host = PhoenixHost.start(
                Transport.PIPE,
                directory,
                server -> server.function("stop_me()", call -> {
                    result.complete(self.join().stop(StopPolicy.within(Duration.ofSeconds(30))));
                    return null;
                }))) {
            LoadedPlugin plugin = host.load(ALWAYS);
            self.complete(plugin);

            assertThat(Errors.of(() -> plugin.call("call_host", "stop_me")).code())
                    .isEqualTo(ErrorCode.CLOSED);

            assertThat(result.get(20, TimeUnit.SECONDS)).isEqualTo(StopResult.GRACEFUL);
            isStopped(host, plugin);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("during the pause before a restart stays as it is, and calls that wait fail (checklist 38)")
    void duringPause(How how) throws Exception {
        try (PhoenixHost host = PhoenixHost.start(Transport.PIPE, directory)) {
            LoadedPlugin plugin = host.load(PhoenixHost.LATER);
            PhoenixHost.kill(plugin);
            PhoenixHost.awaitPause(plugin);
            var waiting = plugin.callAsync(CallRequest.of("pid"));

            how.stop.accept(host);

            assertThat(Errors.in(waiting).code()).isIn(ErrorCode.CLOSED, ErrorCode.CANCELLED);
            assertThat(plugin.stop(StopPolicy.DEFAULT)).isEqualTo(StopResult.ALREADY_ENDED);
            isStopped(host, plugin);
            assertThat(plugin.ended().join().signal()).isEqualTo("SIGKILL");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("while it is launched again: the new process is gone when that returns (checklist 39)")
    void duringRelaunch(How how) throws Exception {
        BlockingQueue<Long> starting = new LinkedBlockingQueue<>();
        try (PhoenixHost host = PhoenixHost.start(
                Transport.PIPE,
                directory,
                server -> server.function("starting(pid: integer): boolean", call -> {
                    starting.add(call.getLong("pid"));
                    if (starting.size() > 1) {
                        new CountDownLatch(1).await();
                    }
                    return true;
                }))) {
            LoadedPlugin plugin = host.load(ALWAYS, "-D" + PhoenixPlugin.START + "=starting");
            PhoenixHost.kill(plugin);
            await().atMost(Duration.ofSeconds(20)).until(() -> starting.size() == 2);
            long second = starting.stream().skip(1).findFirst().orElseThrow();

            how.stop.accept(host);

            assertThat(Processes.isAlive(second)).isFalse();
            isStopped(host, plugin);
        }
    }

    @Test
    @DisplayName("by two threads and by a crash at the same time ends once (checklist 38)")
    void twice() throws Exception {
        try (PhoenixHost host = PhoenixHost.start(Transport.PIPE, directory)) {
            LoadedPlugin plugin = host.load(ALWAYS);
            var first = CompletableFuture.runAsync(plugin::close, OwnThread.EACH);
            var second = CompletableFuture.runAsync(plugin::close, OwnThread.EACH);
            ProcessHandle.of(plugin.pid().orElseThrow()).ifPresent(ProcessHandle::destroyForcibly);

            first.get(20, TimeUnit.SECONDS);
            second.get(20, TimeUnit.SECONDS);

            isStopped(host, plugin);
            assertThat(host.states()).containsOnlyOnce(PluginState.STOPPED);
        }
    }

    private static void isStopped(PhoenixHost host, LoadedPlugin plugin) throws Exception {
        plugin.ended().get(20, TimeUnit.SECONDS);
        assertThat(plugin.state()).isEqualTo(PluginState.STOPPED);
        assertThat(Errors.of(() -> plugin.call("pid")).code()).isEqualTo(ErrorCode.CLOSED);
        assertThat(host.host().server().plugins()).isEmpty();
        host.awaitEvent(PluginState.STOPPED);
        assertThat(host.states()).doesNotContain(PluginState.FAILED);
    }
}
