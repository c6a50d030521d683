package io.thriftplugins.e2e.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginState;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.Processes;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.services.probe.Probe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.TException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs({OS.LINUX, OS.MAC})
@ExtendWith(LeakCheck.class)
@DisplayName("The end of a plugin with own services")
final class EndTest {

    private static final int CALLS = 3;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("by SIGKILL fails the calls in flight with the dossier, and later ones at once (checklist 42)")
    void killed(String transport) throws Exception {
        try (ProbeHost host =
                ProbeHost.start(directory, transport, options -> options.maxConnectionsPerPlugin(CALLS + 1))) {
            Probe.Iface probe = host.probe();
            List<CompletableFuture<PluginException>> errors = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                String name = "call " + i;
                CompletableFuture<PluginException> error = new CompletableFuture<>();
                errors.add(error);
                new Thread(() -> error.complete(Errors.of(() -> probe.linger(name)))).start();
                await().until(() -> probe.note(name).equals("lingering"));
            }

            Processes.kill(host.plugin().pid().orElseThrow());

            for (CompletableFuture<PluginException> error : errors) {
                assertThat(error.get(20, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
                assertThat(error.join()).hasMessageContaining("'ProbeMain'").hasMessageContaining("SIGKILL");
            }
            assertThat(host.plugin().ended().join().callsInFlight()).isEqualTo(CALLS);
            assertThat(Errors.of(() -> probe.echo("")).code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("by its own doing fails the call with the exit code (checklist 44)")
    void halted(String transport) {
        try (ProbeHost host = ProbeHost.start(directory, transport)) {
            var error = Errors.of(host.probe()::die);

            assertThat(error.code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
            assertThat(error).hasMessageContaining("exit code 7");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName(
            "is graceful although a service is being called, and leaves no process and no thread (checklist 35, 40)")
    void closed(String transport) throws TException {
        ProbeHost host = ProbeHost.start(directory, transport);
        long pid = host.plugin().pid().orElseThrow();
        Probe.Iface probe = host.probe();
        CompletableFuture<PluginException> error = new CompletableFuture<>();
        try (host) {
            new Thread(() -> error.complete(Errors.of(() -> probe.linger("closed")))).start();
            await().until(() -> probe.note("closed").equals("lingering"));
        }

        assertThat(error.orTimeout(20, TimeUnit.SECONDS).join().code()).isEqualTo(ErrorCode.CLOSED);
        assertThat(host.plugin().state()).isEqualTo(PluginState.STOPPED);
        assertThat(host.plugin().ended().join().exitCode()).isZero();
        Processes.awaitGone(pid);
        assertThat(Errors.of(() ->
                                host.client().withTimeout(Duration.ofSeconds(1)).run(c -> c.echo("")))
                        .code())
                .isEqualTo(ErrorCode.CLOSED);
    }
}
