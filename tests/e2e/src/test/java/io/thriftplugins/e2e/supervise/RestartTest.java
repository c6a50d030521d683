package io.thriftplugins.e2e.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.Blob;
import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.HealthCheck;
import io.thriftplugins.PlannedRestart;
import io.thriftplugins.PluginEvent;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginState;
import io.thriftplugins.RemoteObject;
import io.thriftplugins.ServedObject;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.Processes;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.server.LoadedPlugin;
import io.thriftplugins.server.RestartPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
@DisplayName("A plugin with a restart policy")
final class RestartTest {

    @Parameter
    private Transport transport;

    @TempDir
    private Path directory;

    @Test
    @DisplayName("killed in mid-call: that call fails with the dossier, the next one gets an answer (checklist 42)")
    void killed() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        try (PhoenixHost host = PhoenixHost.start(
                transport,
                directory,
                server -> server.function("waiting()", call -> {
                    waiting.countDown();
                    return null;
                }))) {
            LoadedPlugin plugin = host.load(PhoenixHost.QUICKLY);
            Object firstPid = plugin.call("pid");
            var inFlight = plugin.callAsync(CallRequest.of("wait_after", "waiting"));
            assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();

            PhoenixHost.kill(plugin);

            PluginException failure = Errors.in(inFlight);
            assertThat(failure.code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
            assertThat(failure).hasMessageContaining("SIGKILL").hasMessageContaining("1 call in flight");
            assertThat(plugin.call("pid"))
                    .isNotEqualTo(firstPid)
                    .isEqualTo(plugin.pid().orElseThrow());
            assertThat(plugin.state()).isEqualTo(PluginState.READY);
            assertThat(plugin.ended()).isNotDone();
            assertThat(plugin.ready()).isCompletedWithValue(plugin);
            assertThat(host.host().server().plugins()).containsExactly(plugin);
            await().untilAsserted(() -> assertThat(host.states())
                    .containsExactly(
                            PluginState.LAUNCHED,
                            PluginState.REGISTERED,
                            PluginState.READY,
                            PluginState.RESTARTING,
                            PluginState.LAUNCHED,
                            PluginState.REGISTERED,
                            PluginState.READY));
            PluginEvent restarting = host.awaitEvent(PluginState.RESTARTING);
            assertThat(restarting.handle()).isSameAs(plugin);
            assertThat(restarting.failure()).hasMessageContaining("SIGKILL");
            assertThat(restarting.restart()).isEqualTo(new PlannedRestart(1, 5, Duration.ofMillis(10)));
        }
    }

    @Test
    @DisplayName("keeps its typed interfaces, whose state is that of the new process")
    void typedInterface() throws Exception {
        try (PhoenixHost host = PhoenixHost.start(transport, directory)) {
            LoadedPlugin plugin = host.load(PhoenixHost.QUICKLY);
            Phoenix phoenix = plugin.as(Phoenix.class);
            long before = phoenix.pid();
            assertThat(List.of(phoenix.next(), phoenix.next())).containsExactly(1L, 2L);

            PhoenixHost.kill(plugin);

            assertThat(phoenix.pid()).isNotEqualTo(before);
            assertThat(phoenix.next()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("loses its objects: who uses one is told so, and never reaches the new one of the same number")
    void objects() throws Exception {
        try (PhoenixHost host = PhoenixHost.start(transport, directory)) {
            LoadedPlugin plugin = host.load(PhoenixHost.QUICKLY);
            Blob oldBlob = (Blob) Objects.requireNonNull(plugin.call("blob"));
            RemoteObject oldObject = (RemoteObject) Objects.requireNonNull(plugin.call("object"));
            assertThat(oldBlob.length()).isPositive();

            PhoenixHost.kill(plugin);

            Blob newBlob = (Blob) Objects.requireNonNull(plugin.call("blob"));
            RemoteObject newObject = (RemoteObject) Objects.requireNonNull(plugin.call("object"));
            assertThat(new String(newBlob.readAllBytes(1000), StandardCharsets.UTF_8))
                    .contains("in " + plugin.pid().orElseThrow());
            assertThat(newObject.call("version")).isEqualTo("1");
            for (PluginException gone : List.of(
                    Errors.of(oldBlob::length),
                    Errors.of(() -> oldObject.call("version")),
                    Errors.of(oldObject::functions))) {
                assertThat(gone.code()).isEqualTo(ErrorCode.OBJECT_RELEASED);
                assertThat(gone).hasMessageContaining("'phoenix'").hasMessageContaining("restarted since");
            }
            assertThat(Errors.of(() -> oldBlob.readAllBytes(1000)).code()).isEqualTo(ErrorCode.OBJECT_RELEASED);
            oldBlob.close();
            oldObject.close();
        }
    }

    @Test
    @DisplayName("'always' is restarted after exit code 0")
    void cleanExit() throws Exception {
        try (PhoenixHost host = PhoenixHost.start(transport, directory)) {
            LoadedPlugin plugin = host.load(RestartPolicy.always().withPauses(Duration.ZERO, 1, Duration.ZERO));
            Object firstPid = plugin.call("pid");

            assertThat(Errors.of(() -> plugin.call("exit", 0)).code()).isEqualTo(ErrorCode.PLUGIN_ENDED);

            assertThat(plugin.call("pid")).isNotEqualTo(firstPid);
        }
    }

    @Test
    @DisplayName("'on failure' is not restarted after exit code 0")
    void cleanExitIsNoFailure() throws Exception {
        try (PhoenixHost host = PhoenixHost.start(transport, directory)) {
            LoadedPlugin plugin = host.load(PhoenixHost.QUICKLY);

            assertThat(Errors.of(() -> plugin.call("exit", 0)).code()).isEqualTo(ErrorCode.PLUGIN_ENDED);

            assertThat(plugin.ended().get(20, TimeUnit.SECONDS).exitCode()).isZero();
            assertThat(plugin.state()).isEqualTo(PluginState.FAILED);
            assertThat(Errors.of(() -> plugin.call("pid")).code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
            host.awaitEvent(PluginState.FAILED);
            assertThat(host.states()).doesNotContain(PluginState.RESTARTING);
        }
    }

    @Test
    @DisplayName("is given up when it was restarted as often as its policy allows, after growing pauses")
    void limit() throws Exception {
        AtomicInteger starts = new AtomicInteger();
        try (PhoenixHost host = PhoenixHost.start(
                transport,
                directory,
                server -> server.function("starting(pid: integer): boolean", call -> starts.incrementAndGet() == 1))) {
            LoadedPlugin plugin = host.load(
                    PhoenixHost.QUICKLY.withLimit(3, Duration.ofHours(1)), "-D" + PhoenixPlugin.START + "=starting");

            PhoenixHost.kill(plugin);
            PluginException waiting = Errors.of(() -> plugin.call("pid"));

            for (PluginException failure : List.of(waiting, Errors.of(() -> plugin.call("pid")))) {
                assertThat(failure.code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
                assertThat(failure)
                        .hasMessageContaining("restarted 3 times")
                        .hasMessageContaining("given up")
                        .hasMessageContaining("exit code 3");
            }
            assertThat(plugin.ended().get(20, TimeUnit.SECONDS).exitCode()).isEqualTo(3);
            assertThat(plugin.state()).isEqualTo(PluginState.FAILED);
            assertThat(starts).hasValue(4);
            assertThat(host.awaitEvent(PluginState.FAILED).failure()).hasMessageContaining("given up");
            assertThat(host.host().events(PhoenixHost.NAME))
                    .extracting(PluginEvent::restart)
                    .filteredOn(Objects::nonNull)
                    .containsExactly(
                            new PlannedRestart(1, 3, Duration.ofMillis(10)),
                            new PlannedRestart(2, 3, Duration.ofMillis(20)),
                            new PlannedRestart(3, 3, Duration.ofMillis(40)));
            assertThat(host.host().server().plugins()).isEmpty();
        }
    }

    @Test
    @DisplayName("frozen and found unhealthy: the call in flight fails, the next one gets an answer (checklist 45)")
    void frozen() throws Exception {
        HealthCheck check = new HealthCheck(Duration.ofMillis(100), Duration.ofSeconds(2));
        try (PhoenixHost host = PhoenixHost.start(transport, directory, server -> server.healthCheck(check))) {
            LoadedPlugin plugin = host.load(PhoenixHost.QUICKLY);
            String firstPid = Long.toString(plugin.pid().orElseThrow());
            Processes.pause(plugin.pid().orElseThrow());

            assertThat(Errors.of(() -> plugin.call("pid")).code()).isEqualTo(ErrorCode.PLUGIN_ENDED);

            assertThat(plugin.call("pid")).isNotEqualTo(Long.valueOf(firstPid));
        }
    }

    @Test
    @DisplayName("lets calls wait between two processes, but not beyond their timeout")
    void deadline() throws Exception {
        try (PhoenixHost host = PhoenixHost.start(transport, directory)) {
            LoadedPlugin plugin = host.load(PhoenixHost.LATER);
            PhoenixHost.kill(plugin);

            var late = Errors.of(() -> plugin.call(CallRequest.of("pid").withTimeout(Duration.ofMillis(50))));

            assertThat(late.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
            assertThat(late).hasMessageContaining("restart").hasMessageContaining("was not made");
            assertThat(Errors.of(() -> plugin.awaitReady(Duration.ofMillis(50))).code())
                    .isEqualTo(ErrorCode.READY_TIMEOUT);
            assertThat(plugin.ready()).isNotDone();
            assertThat(plugin.pid()).isEmpty();
            assertThat(plugin.version()).isEqualTo("1");
            assertThat(plugin.functions()).isNotEmpty();
            assertThat(host.host().server().plugins()).containsExactly(plugin);
        }
    }

    @Test
    @DisplayName("is restarted and stopped in time although the host hangs when it closes what the plugin held")
    void heldObject() throws Exception {
        CountDownLatch closing = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        ServedObject hanging = ServedObject.builder("hanging")
                .onClose(() -> {
                    closing.countDown();
                    release.await();
                })
                .build();
        try (PhoenixHost host =
                PhoenixHost.start(transport, directory, server -> server.function("lend(): object", call -> hanging))) {
            LoadedPlugin plugin = host.load(PhoenixHost.QUICKLY);
            plugin.call("keep", "lend");

            PhoenixHost.kill(plugin);

            assertThat(closing.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(plugin.call("version")).isEqualTo("1");
            plugin.call("keep", "lend");
            plugin.close();
            assertThat(plugin.ended()).isCompleted();
        } finally {
            release.countDown();
        }
    }
}
