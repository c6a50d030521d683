package io.thriftplugins.e2e.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.RegistrationToken;
import io.thriftplugins.SocketEndpoint;
import io.thriftplugins.TlsEndpoint;
import io.thriftplugins.client.ClientArguments;
import io.thriftplugins.client.ThriftPluginsClient;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.e2e.support.HostLog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;

@DisplayName("Peers that are not whom they should be")
@Timeout(300)
final class WrongPeersTest {

    private static final Duration LONG = Duration.ofSeconds(50);

    private final HostLog log = HostLog.record(Level.WARN, name -> name.startsWith("io.thriftplugins"));

    @AfterEach
    void stopRecording() {
        log.close();
    }

    @Test
    @DisplayName("A plugin that finds another host than the pin tells doesn't present its token there")
    void wrongHost() {
        try (TestHost host = TestHost.start(TlsEndpoint.SCHEME)) {
            TlsEndpoint there = (TlsEndpoint) host.server().endpoint();
            Endpoint expected = new TlsEndpoint(there.host(), there.port(), "0".repeat(64));
            RegistrationToken token = host.server().issueToken("p");

            assertThatThrownBy(() -> start(expected, token))
                    .satisfies(code(ErrorCode.UNTRUSTED_PEER))
                    .hasMessageContaining("another one than expected: " + "0".repeat(64));
            assertThat(host.server().registration(token)).isNotDone();
            assertLogged("Refused a connection to " + there, "doesn't accept this side's certificate");
        }
    }

    @Test
    @DisplayName("A plugin that speaks plaintext to a tls endpoint is told so, and so is the host's log")
    void plaintextToTls() {
        try (TestHost host = TestHost.start(TlsEndpoint.SCHEME)) {
            TlsEndpoint there = (TlsEndpoint) host.server().endpoint();

            assertThatThrownBy(() -> start(
                            new SocketEndpoint(there.host(), there.port()),
                            host.server().issueToken("p")))
                    .isInstanceOf(PluginException.class)
                    .hasMessageContaining("The peer speaks TLS, and this side doesn't");
            assertLogged("Refused a connection to " + there, "doesn't speak TLS");
        }
    }

    @Test
    @DisplayName("A plugin that speaks TLS to a tcp endpoint is told so, and so is the host's log")
    void tlsToPlaintext() {
        try (TestHost host = TestHost.start(SocketEndpoint.SCHEME)) {
            SocketEndpoint there = (SocketEndpoint) host.server().endpoint();

            assertThatThrownBy(() -> start(
                            new TlsEndpoint(there.host(), there.port(), "0".repeat(64)),
                            host.server().issueToken("p")))
                    .satisfies(code(ErrorCode.PROTOCOL_ERROR))
                    .hasMessageContaining("does it speak TLS? A tcp endpoint doesn't");
            assertLogged("Refused a connection at " + there, "The peer speaks TLS, and this side doesn't");
        }
    }

    @Test
    @DisplayName("A plugin that registers over TLS can't have itself called back over anything else")
    void callbackElsewhere() {
        try (TestHost host = TestHost.start(TlsEndpoint.SCHEME)) {
            assertThatThrownBy(() -> start(
                            host.server().endpoint(),
                            host.server().issueToken("p"),
                            "--callback-endpoint=tcp://127.0.0.1:0"))
                    .satisfies(code(ErrorCode.CALLBACK_REFUSED))
                    .hasMessageContaining("another process than the one that registered");
        }
    }

    @Test
    @DisplayName(
            "A callback endpoint on another machine is refused, over TLS too, unless the host allows it (checklist 58)")
    void foreignCallback() {
        try (TestHost host = TestHost.start(TlsEndpoint.SCHEME, builder -> builder.callbackPolicy(endpoint -> false))) {
            assertThatThrownBy(
                            () -> start(host.server().endpoint(), host.server().issueToken("p")))
                    .satisfies(code(ErrorCode.CALLBACK_REFUSED))
                    .hasMessageContaining("callbackPolicy");
        }
    }

    @Test
    @DisplayName("100 peers that stall in the handshake don't hinder a plugin")
    void stalledHandshakes(@TempDir Path directory) throws IOException {
        try (TestHost host = TestHost.start(TlsEndpoint.SCHEME)) {
            TlsEndpoint there = (TlsEndpoint) host.server().endpoint();
            List<SocketChannel> stalled = new ArrayList<>();
            try {
                for (int i = 0; i < 100; i++) {
                    stalled.add(SocketChannel.open(new InetSocketAddress(there.host(), there.port())));
                }
                assertThat(host.load(PluginJars.source(directory, TlsPlugin.class))
                                .call("add", 40, 2))
                        .isEqualTo(42L);
            } finally {
                for (SocketChannel channel : stalled) {
                    channel.close();
                }
            }
        }
    }

    /** A plugin in this JVM, with keys of its own. */
    private static void start(Endpoint endpoint, RegistrationToken token, String... others) {
        List<String> arguments = new ArrayList<>(List.of("--server-endpoint=" + endpoint, "--token=" + token.value()));
        arguments.addAll(List.of(others));
        try (ThriftPluginsClient client = ThriftPluginsClient.builder()
                .plugin(new TlsPlugin())
                .arguments(ClientArguments.parse(arguments, Map.of()))
                .embedded(true)
                .callTimeout(LONG)
                .build()) {
            client.start();
        }
    }

    private void assertLogged(String... parts) {
        await("a warning with " + List.of(parts))
                .atMost(LONG)
                .untilAsserted(() -> assertThat(log.lines())
                        .anySatisfy(line -> assertThat(line.message()).contains(parts)));
    }

    private static Consumer<Throwable> code(ErrorCode expected) {
        return failure -> assertThat(failure)
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(expected));
    }
}
