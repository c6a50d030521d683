package io.thriftplugins.e2e.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginState;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.Jvm;
import io.thriftplugins.e2e.kit.Processes;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.server.LoadedPlugin;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.RestartPolicy;
import io.thriftplugins.services.ThriftServices;
import io.thriftplugins.services.probe.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs({OS.LINUX, OS.MAC})
@ExtendWith(LeakCheck.class)
@DisplayName("The client of a plugin's own service")
final class RestartTest {

    private static final RestartPolicy AT_ONCE = RestartPolicy.always().withPauses(Duration.ZERO, 1, Duration.ZERO);

    private static final RestartPolicy LATER =
            RestartPolicy.always().withPauses(Duration.ofHours(1), 1, Duration.ofHours(1));

    @TempDir
    private Path directory;

    private PluginSource source(RestartPolicy policy) {
        return Jvm.plugin(directory, ProbeMain.class).withRestart(policy);
    }

    private ProbeHost start(String transport, RestartPolicy policy) {
        return ProbeHost.of(source(policy), transport, options -> options);
    }

    /** Returns when the host knows. */
    private static void kill(ProbeHost host) {
        OptionalLong pid = host.plugin().pid();
        Processes.kill(pid.orElseThrow());
        await().atMost(Duration.ofSeconds(20)).until(() -> !host.plugin().pid().equals(pid));
    }

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("made before a restart goes on with the new process; only the call in flight is lost (checklist 42)")
    void restarted(String transport) throws Exception {
        try (ProbeHost host = start(transport, AT_ONCE)) {
            Probe.Iface probe = host.probe();
            probe.remember("of the first", "note");
            CompletableFuture<PluginException> lost = new CompletableFuture<>();
            new Thread(() -> lost.complete(Errors.of(() -> probe.linger("in flight")))).start();
            await().until(() -> probe.note("in flight").equals("lingering"));

            kill(host);

            assertThat(lost.get(20, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
            assertThat(probe.note("of the first")).as("the new process's").isEmpty();
            assertThat(host.client().<String>call(c -> c.echo("again"))).isEqualTo("again");
            assertThat(probe.nest(4)).as("there and back again").isEqualTo(4);
            assertThat(ThriftServices.client(host.plugin(), "probe", Probe.Client::new)
                            .<String>call(c -> c.echo("another")))
                    .isEqualTo("another");
            assertThat(host.plugin().call("host_echo", "back")).isEqualTo("back");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("waits between two processes, at most for its own time limit; stopped, it is told so (checklist 29)")
    void between(String transport) throws Exception {
        try (ProbeHost host = start(transport, LATER)) {
            Probe.Iface probe = host.probe();
            kill(host);
            await().until(() -> host.plugin().state() == PluginState.RESTARTING);

            PluginException late = Errors.of(
                    () -> host.client().withTimeout(Duration.ofMillis(50)).run(c -> c.echo("")));
            CompletableFuture<PluginException> waiting = new CompletableFuture<>();
            new Thread(() -> waiting.complete(Errors.of(() -> probe.echo("")))).start();
            host.plugin().close();

            assertThat(late.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
            assertThat(late).hasMessageContaining("was not made").hasMessageContaining("restart");
            assertThat(waiting.get(20, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.CLOSED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("made before a replacement goes on with the new version, while a call in flight ends with the old one")
    void replaced(String transport) throws Exception {
        try (ProbeHost host = start(transport, RestartPolicy.never())) {
            Probe.Iface probe = host.probe();
            probe.remember("of the first", "note");
            CompletableFuture<PluginException> old = new CompletableFuture<>();
            new Thread(() -> old.complete(Errors.of(() -> probe.linger("in flight")))).start();
            await().until(() -> probe.note("in flight").equals("lingering"));

            var end = ((LoadedPlugin) host.plugin()).replaceWith(source(RestartPolicy.never()), Duration.ofMillis(300));

            assertThat(probe.note("of the first")).as("the new process's").isEmpty();
            assertThat(old.get(20, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.CLOSED);
            assertThat(end.get(20, TimeUnit.SECONDS).callsInFlight()).isEqualTo(1);
            assertThat(probe.echo("still")).isEqualTo("still");
        }
    }
}
