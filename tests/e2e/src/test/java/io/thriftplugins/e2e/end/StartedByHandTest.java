package io.thriftplugins.e2e.end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.RegistrationToken;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.Jvm;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.Processes;
import io.thriftplugins.e2e.kit.TestHost;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A plugin that was started by hand")
final class StartedByHandTest {

    private static final Duration PATIENCE = Duration.ofSeconds(50);

    @TempDir
    private Path directory;

    private Process process;

    @AfterEach
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    private PluginHandle start(TestHost host) throws IOException {
        RegistrationToken token = host.server().issueToken("hand", PATIENCE);
        process = new ProcessBuilder(command(host, token))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(new File("/dev/null"))
                .start();
        PluginHandle plugin = host.server().awaitRegistration(token, PATIENCE);
        plugin.awaitReady(PATIENCE);
        assertThat(plugin.pid()).isEmpty();
        assertThat(plugin.call("add", 1, 2)).isEqualTo(3L);
        return plugin;
    }

    private static List<String> command(TestHost host, RegistrationToken token) {
        List<String> command = Jvm.command(EndMain.class);
        command.addAll(List.of("--server-endpoint=" + host.server().endpoint(), "--token=" + token.value()));
        return command;
    }

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("and dies is noticed: calls fail, it is no plugin of the server any more (checklist 42)")
    void dies(String transport) throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        try (TestHost host = TestHost.start(
                transport,
                options -> options.function("arrived()", call -> {
                    arrived.countDown();
                    return null;
                }))) {
            PluginHandle plugin = start(host);
            var call = plugin.callAsync(CallRequest.of("wait_after", "arrived"));
            assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();

            process.destroyForcibly();

            assertThat(Errors.in(call).code()).isIn(ErrorCode.PLUGIN_ENDED, ErrorCode.CONNECTION_LOST);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> host.server().plugins().isEmpty());
            assertThat(plugin.ended()).succeedsWithin(Duration.ofSeconds(20));
            assertThat(plugin.state()).isEqualTo(PluginState.FAILED);
            assertThat(Errors.of(() -> plugin.call("add", 1, 2)).code()).isEqualTo(ErrorCode.PLUGIN_ENDED);
            await().until(() -> host.states("hand").contains(PluginState.FAILED));
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "Looks into /proc")
    @DisplayName("and stays when it is stopped is cut off: no connection of the host's is left (checklist 36, 40)")
    void stays() throws Exception {
        try (TestHost host = TestHost.start(TestHost.SOCKET)) {
            host.configure(EndPlugin.MODE, EndPlugin.HANG_AT_STOP);
            PluginHandle plugin = start(host);
            assertThat(Processes.tcpConnections(process.pid())).isPositive();

            assertThat(plugin.stop(StopPolicy.within(Duration.ofMillis(300)))).isEqualTo(StopResult.STILL_RUNNING);

            await().until(() -> Processes.tcpConnections(process.pid()) == 0);
            assertThat(process.isAlive()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("ends when it is stopped (checklist 35)")
    void stopped(String transport) throws Exception {
        try (TestHost host = TestHost.start(transport)) {
            PluginHandle plugin = start(host);

            assertThat(plugin.stop(StopPolicy.within(PATIENCE))).isEqualTo(StopResult.GRACEFUL);

            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(plugin.state()).isEqualTo(PluginState.STOPPED);
            assertThat(plugin.stop(StopPolicy.DEFAULT)).isEqualTo(StopResult.ALREADY_ENDED);
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "Elsewhere orphans can't be found")
    @DisplayName(
            "by another plugin and is terminated ends what it has started, and nothing of that one's (checklist 37)")
    void startedByPlugin() throws Exception {
        try (TestHost host = TestHost.start(TestHost.PIPE)) {
            PluginHandle starter = host.load(PluginJars.source(directory, StarterPlugin.class));
            long sibling = (Long) Objects.requireNonNull(starter.call("start", List.of("sleep", "600")));
            RegistrationToken token = host.server().issueToken("hand", PATIENCE);
            // Nothing says that its standard input counts, or whose process its host is.
            List<String> command = new ArrayList<>(List.of("env", "-u", "THRIFT_PLUGINS_STDIN"));
            command.addAll(command(host, token));
            long pid = (Long) Objects.requireNonNull(starter.call("start", command));
            PluginHandle plugin = host.server().awaitRegistration(token, PATIENCE);
            plugin.awaitReady(PATIENCE);
            List<?> children = (List<?>) Objects.requireNonNull(plugin.call("spawn"));
            long child = (Long) children.get(0);

            ProcessHandle.of(pid).orElseThrow().destroy();

            Processes.awaitGone(pid);
            Processes.awaitGone(child);
            assertThat(Processes.isAlive(sibling)).isTrue();
            assertThat(Processes.isAlive(starter.pid().orElseThrow())).isTrue();
            // All bear the mark of the starter's launch.
            starter.close();
            assertThat(Processes.isAlive(sibling)).isFalse();
            assertThat(Processes.isAlive((Long) children.get(1))).isFalse();
        }
    }
}
