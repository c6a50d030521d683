package io.thriftplugins.transport.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.SocketEndpoint;
import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.spi.TransportListener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is special to TCP: hosts, ports, and nothing beyond loopback. */
final class SocketTransportTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final SocketTransport transport = new SocketTransport();

    @Test
    @DisplayName("port 0 is replaced by the port that the system chose")
    void ephemeralPort() throws IOException {
        assertThat(transport.newEndpoint("ignored-")).hasToString("tcp://127.0.0.1:0");
        try (TransportListener listener = transport.listen(transport.newEndpoint("ignored-"))) {
            assertThat(listener.endpoint()).isInstanceOfSatisfying(SocketEndpoint.class, endpoint -> {
                assertThat(endpoint.host()).isEqualTo("127.0.0.1");
                assertThat(endpoint.port()).isPositive();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "localhost", "LocalHost", "::1"})
    @DisplayName("loopback can be listened on and dialled, by address and by name")
    void loopback(String host) throws IOException {
        assumeTrue(!host.equals("::1") || hasIpv6(), "This machine has IPv6");
        Endpoint endpoint = new SocketEndpoint(host, 0);
        assertThat(transport.isLocal(endpoint)).isTrue();
        try (TransportListener listener = transport.listen(endpoint);
                TransportConnection dialled = transport.connect(listener.endpoint(), TIMEOUT);
                TransportConnection accepted = listener.accept()) {
            dialled.write(ByteBuffer.wrap(new byte[] {1}));
            assertThat(accepted.read(ByteBuffer.allocate(1))).isEqualTo(1);
            assertThat(accepted.peer()).startsWith("tcp://");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "::",
                "192.0.2.1",
                "2001:db8::1",
                "example.invalid",
                "localhost.example.invalid",
                "127.1",
                "127.0.0.256",
                "0177.0.0.1",
                "2130706433"
            })
    @DisplayName("beyond loopback nothing is listened on or dialled, and no name is looked up (checklist 58)")
    void beyondLoopback(String host) {
        Endpoint endpoint = new SocketEndpoint(host, 12345);

        assertThat(transport.isLocal(endpoint)).isFalse();
        assertThatThrownBy(() -> transport.listen(endpoint)).satisfies(e -> assertNeedsTls(e, endpoint));
        assertThatThrownBy(() -> transport.connect(endpoint, TIMEOUT)).satisfies(e -> assertNeedsTls(e, endpoint));
    }

    @Test
    @DisplayName("what looks like an IPv6 address and is none is refused")
    void malformedAddress() {
        Endpoint endpoint = new SocketEndpoint("1:2:3", 12345);

        assertThatThrownBy(() -> transport.listen(endpoint))
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ENDPOINT))
                .hasMessageContaining("1:2:3");
    }

    @Test
    @DisplayName("a listener on localhost that has IPv6 only is found")
    void localhostTriesBothFamilies() throws IOException {
        assumeTrue(hasIpv6(), "This machine has IPv6");
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress(Loopback.addresses("::1").get(0), 0));
            Endpoint endpoint = new SocketEndpoint("localhost", server.getLocalPort());
            try (TransportConnection connection = transport.connect(endpoint, TIMEOUT)) {
                assertThat(connection.isOpen()).isTrue();
            }
        }
    }

    @Test
    @DisplayName("port 0 can't be dialled")
    void dialPortZero() {
        assertThatThrownBy(() -> transport.connect(new SocketEndpoint("127.0.0.1", 0), TIMEOUT))
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ENDPOINT))
                .hasMessageContaining("tcp://127.0.0.1:0")
                .hasMessageContaining("port 0");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    @DisplayName("a port out of range is no endpoint")
    void portOutOfRange(int port) {
        assertThatThrownBy(() -> Endpoint.parse("tcp://127.0.0.1:" + port))
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ENDPOINT))
                .hasMessageContaining("0 to 65535");
    }

    @Test
    @DisplayName("a refused connection names the endpoint and what to look at (checklist 63)")
    void refused() throws IOException {
        TransportListener listener = transport.listen(transport.newEndpoint(""));
        listener.close();

        assertThatThrownBy(() -> transport.connect(listener.endpoint(), TIMEOUT))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining("Cannot connect to " + listener.endpoint())
                .hasMessageContaining("refused")
                .hasMessageContaining("running");
    }

    @Test
    @DisplayName("a port without a listener never connects to itself (checklist 63)")
    void neverConnectsToItself() throws IOException {
        Endpoint unused = new SocketEndpoint("127.0.0.1", portOfADialler());
        // Linux has 14,116 ports for diallers. The chance that none of these gets the port that it dials is one in
        // seventy; then this test has tested nothing.
        for (int i = 0; i < 60_000; i++) {
            try (TransportConnection connection = transport.connect(unused, TIMEOUT)) {
                throw new AssertionError("Connected to " + connection.peer() + " in round " + i);
            } catch (PluginException expected) {
                assertThat(expected.code()).isEqualTo(ErrorCode.ENDPOINT_UNAVAILABLE);
            }
        }
    }

    @Test
    @DisplayName("many small writes with an answer each are not held back by Nagle's algorithm")
    void noDelay() throws Exception {
        try (TransportListener listener = transport.listen(transport.newEndpoint(""));
                TransportConnection dialled = transport.connect(listener.endpoint(), TIMEOUT);
                TransportConnection accepted = listener.accept()) {
            long start = System.nanoTime();
            // Two writes, then a wait for the answer: with the algorithm on each round costs a delayed acknowledgement,
            // 40 ms and more.
            for (int i = 0; i < 100; i++) {
                writeTwiceAndRead(dialled, accepted);
                writeTwiceAndRead(accepted, dialled);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        }
    }

    /** A port such as diallers get; Linux gives listeners those of the other parity as long as it can. */
    private static int portOfADialler() throws IOException {
        try (ServerSocket server =
                        new ServerSocket(0, 1, Loopback.addresses("127.0.0.1").get(0));
                Socket dialler = new Socket(server.getInetAddress(), server.getLocalPort())) {
            return dialler.getLocalPort();
        }
    }

    private static void writeTwiceAndRead(TransportConnection from, TransportConnection to) throws IOException {
        from.write(ByteBuffer.wrap(new byte[1]));
        from.write(ByteBuffer.wrap(new byte[1]));
        ByteBuffer both = ByteBuffer.allocate(2);
        while (both.hasRemaining()) {
            assertThat(to.read(both)).isPositive();
        }
    }

    private static void assertNeedsTls(Throwable failure, Endpoint endpoint) {
        assertThat(failure).isInstanceOfSatisfying(PluginException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.ENDPOINT_UNAVAILABLE);
            assertThat(e).hasMessageContaining(endpoint.toString()).hasMessageContaining("TLS");
        });
    }

    private static boolean hasIpv6() {
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress(Loopback.addresses("::1").get(0), 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
