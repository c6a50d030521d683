package io.thriftplugins.e2e.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.CallRequest;
import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.PythonPeer;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.server.EnvironmentPolicy;
import io.thriftplugins.server.PluginSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that know only the contract are asked for an endpoint for each further connection (contract 10). */
@ExtendWith(LeakCheck.class)
@DisplayName("The further endpoint of a plugin")
class FurtherEndpointsTest {

    @TempDir
    Path directory;

    private PluginSource confined(TestHost host, String variant) throws IOException {
        return PythonPeer.source(Language.empty(directory), "curious_plugin.py", variant)
                .withLaunchPrefix(Language.PYTHON.confined())
                .withEnvironment(host.marked(EnvironmentPolicy.hidden()));
    }

    /** Nobody connects to it; who would have tried it has done so when this is asked. */
    private static void assertUntouched(ServerSocket socket) throws IOException {
        socket.setSoTimeout(1);
        assertThatThrownBy(socket::accept).isInstanceOf(SocketTimeoutException.class);
    }

    private static ServerSocket stranger() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    /** Calls wait for each other until the plugin is asked for another endpoint. */
    private static void growth(PluginHandle plugin) {
        Awaitility.await("a further endpoint to be asked for")
                .atMost(Duration.ofSeconds(40))
                .until(() -> {
                    together(plugin, 3, "sleep", 50L);
                    return (Long) plugin.call("served") > 0;
                });
    }

    private static List<Object> together(PluginHandle plugin, int count, String function, Object... arguments) {
        List<CompletableFuture<Object>> calls = IntStream.range(0, count)
                .mapToObj(i -> plugin.callAsync(CallRequest.of(function, arguments)))
                .toList();
        return calls.stream().map(CompletableFuture::join).toList();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @DisplayName("that is confined is found in its own directory")
    void found() throws Exception {
        Language.PYTHON.require();
        try (TestHost host = TestHost.start(Transport.PIPE)) {
            PluginHandle plugin = host.load(confined(host, "normal"));
            growth(plugin);

            assertThat(together(plugin, 2, "meet")).containsExactly(true, true);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @DisplayName("that is confined is not dialled where somebody else listens, nor is its first one (checklist 58)")
    void foreign() throws Exception {
        Language.PYTHON.require();
        try (TestHost host = TestHost.start(Transport.PIPE);
                ServerSocket stranger = stranger()) {
            PluginHandle plugin = host.load(confined(host, "normal"));
            plugin.call("offer", "tcp://127.0.0.1:" + stranger.getLocalPort() + "/");
            growth(plugin);
            assertThat(together(plugin, 3, "echo", 1L)).containsExactly(1L, 1L, 1L);

            var error = Errors.of(() -> host.load(
                    confined(host, "local-callback " + stranger.getLocalPort()).withName("local")));
            assertThat(error.code()).isEqualTo(ErrorCode.CALLBACK_REFUSED);
            assertThat(error).hasMessageContaining("its own TMPDIR");
            assertUntouched(stranger);
        }
    }

    @Test
    @DisplayName("is dialled if the host's callbackPolicy allows it, and not otherwise (checklist 58)")
    void policy() throws Exception {
        List<Endpoint> asked = new CopyOnWriteArrayList<>();
        try (TestHost host = TestHost.start(
                        Transport.PIPE,
                        server -> server.callbackPolicy(endpoint -> {
                            asked.add(endpoint);
                            return endpoint.equals(asked.get(0));
                        }));
                ServerSocket stranger = stranger()) {
            PluginHandle plugin = host.load(host.marked(PythonPeer.source(directory, "curious_plugin.py", "normal")));
            plugin.call("offer", "tcp://127.0.0.1:" + stranger.getLocalPort() + "/");
            growth(plugin);

            assertThat(together(plugin, 3, "echo", 1L)).containsExactly(1L, 1L, 1L);
            assertThat(asked).hasSize(2);
            assertUntouched(stranger);
        }
    }
}
