package io.thriftplugins.transport.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.TlsEndpoint;
import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.spi.TransportListener;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Peers that speak something else, or nothing. */
final class TlsRefusalTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int MILLIS = (int) TIMEOUT.toMillis();

    private final TlsTransport transport = new TlsTransport();

    @AutoClose
    private final TransportListener listener;

    TlsRefusalTest() throws IOException {
        listener = transport.listen(transport.newEndpoint(""));
    }

    @Test
    @DisplayName("who sends plaintext gets an alert and the end, and the listener goes on")
    void plaintext() throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();

            // An alert record: its type, and the version that all records have (RFC 8446, 5.1).
            assertThat(in.read()).isEqualTo(21);
            assertThat(in.read()).isEqualTo(3);
            assertThat(in.readAllBytes()).isNotEmpty();
        }
        assertAccepts();
    }

    @Test
    @DisplayName("who dials a listener without TLS is told that there is none")
    void noTlsThere() throws IOException {
        assertThat(dialPeerThatSays("HTTP/1.1 400 Bad Request\r\n"))
                .isInstanceOfSatisfying(PluginException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.PROTOCOL_ERROR);
                    assertThat(e).hasMessageContaining("TLS").hasMessageContaining("tls://127.0.0.1");
                });
    }

    @Test
    @DisplayName("who dials a listener that hangs up is told so")
    void hangsUp() throws IOException {
        assertThat(dialPeerThatSays("")).isInstanceOfSatisfying(PluginException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.PROTOCOL_ERROR);
            assertThat(e).hasMessageContaining("does it speak TLS?");
        });
    }

    @Test
    @DisplayName("who has no certificate is refused")
    void noCertificate() throws Exception {
        try (SSLSocket socket = client("TLSv1.3")) {
            assertThatThrownBy(() -> {
                        socket.startHandshake();
                        socket.getOutputStream().write(1);
                        socket.getInputStream().read();
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("certificate");
        }
        assertAccepts();
    }

    @Test
    @DisplayName("older versions of TLS are refused")
    void olderVersion() throws Exception {
        try (SSLSocket socket = client("TLSv1.2")) {
            assertThatThrownBy(socket::startHandshake)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("protocol_version");
        }
        assertAccepts();
    }

    @Test
    @DisplayName("100 stalled handshakes don't hinder a good one, and neither do a thousand")
    void stalled() throws IOException {
        List<AutoCloseable> stalled = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                stalled.add(stall(i));
            }
            assertAccepts();
            for (int i = 0; i < 900; i++) {
                stalled.add(stall(i));
            }
            assertAccepts();
        } finally {
            stalled.forEach(socket -> assertThat(catchThrowable(socket::close)).isNull());
        }
    }

    /** Every other one says the begin of a handshake. */
    private SocketChannel stall(int number) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
        if (number % 2 == 0) {
            channel.write(java.nio.ByteBuffer.wrap(new byte[] {22, 3, 1, 1, 0}));
        }
        return channel;
    }

    private Throwable dialPeerThatSays(String text) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread answering = new Thread(() -> answer(server, text), "answering");
            answering.start();
            TlsEndpoint there = new TlsEndpoint("127.0.0.1", server.getLocalPort(), "0".repeat(64));
            Throwable failure = catchThrowable(() -> transport.connect(there, TIMEOUT));
            server.close();
            answering.join(MILLIS);
            assertThat(answering.isAlive()).isFalse();
            return failure;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void answer(ServerSocket server, String text) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().read();
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            // What was not read would make the system throw away what was written.
            socket.getInputStream().readAllBytes();
        } catch (IOException expected) {
            // The peer has seen enough.
        }
    }

    private void assertAccepts() throws IOException {
        try (TransportConnection dialled = transport.connect(listener.endpoint(), TIMEOUT);
                TransportConnection accepted = listener.accept()) {
            assertThat(dialled.isOpen()).isTrue();
            assertThat(accepted.peerIdentity()).isEqualTo(dialled.peerIdentity());
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
        socket.setSoTimeout(MILLIS);
        return socket;
    }

    private int port() {
        return ((TlsEndpoint) listener.endpoint()).port();
    }

    /** A client that trusts everybody and has no certificate itself. */
    private SSLSocket client(String protocol) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, null);
        SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port());
        socket.setEnabledProtocols(new String[] {protocol});
        socket.setSoTimeout(MILLIS);
        return socket;
    }

    private static final class Trusting implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
