package io.thriftplugins.transport.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.TlsEndpoint;
import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.spi.TransportListener;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A peer whose handshake is right, and which then speaks of new keys alone: each has to be answered. */
@Timeout(60)
final class TlsRecordsWithoutDataTest {

    /** As many in a row are taken. */
    private static final int MOST = 100;

    private final TlsTransport host = new TlsTransport();

    @AutoClose
    private final TransportListener listener;

    private SSLSocket peer;
    private TransportConnection accepted;

    TlsRecordsWithoutDataTest() throws IOException {
        listener = host.listen(host.newEndpoint(""));
    }

    @BeforeEach
    void connect() throws Exception {
        TlsEndpoint there = (TlsEndpoint) listener.endpoint();
        OwnKeys keys = new OwnKeys(null);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.managers(), new TrustManager[] {new Anybody()}, null);
        peer = (SSLSocket) context.getSocketFactory().createSocket(there.host(), there.port());
        peer.startHandshake();
        accepted = listener.accept();
    }

    @AfterEach
    void close() throws IOException {
        accepted.close();
        peer.close();
    }

    @Test
    @DisplayName("so many new keys in a row are taken, again and again if there is data between them")
    void few() throws IOException {
        for (int round = 0; round < 3; round++) {
            int now = round;
            Thread sender = send(() -> {
                newKeys(MOST);
                peer.getOutputStream().write(now);
            });
            ByteBuffer buffer = ByteBuffer.allocate(1);
            assertThat(accepted.read(buffer)).isOne();
            assertThat(buffer.get(0)).isEqualTo((byte) now);
            join(sender);
        }
        accepted.write(ByteBuffer.wrap(new byte[] {7}));
        assertThat(peer.getInputStream().read()).isEqualTo(7);
    }

    @Test
    @DisplayName("with one more the connection is closed, while it is being read")
    void tooMany() {
        // What is sent behind them would let the reader go on, if the keys did.
        Thread sender = send(() -> {
            newKeys(MOST + 1);
            peer.getOutputStream().write(1);
        });

        assertThatThrownBy(() -> accepted.read(ByteBuffer.allocate(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("101 records in a row without data in them")
                .hasMessageContaining("100 are allowed");
        assertThat(accepted.isOpen()).isFalse();
        join(sender);
    }

    @Test
    @DisplayName("with one more the connection is found to have ended, while nobody reads it")
    void tooManyBetweenMessages() throws InterruptedException {
        CountDownLatch sent = new CountDownLatch(1);
        Thread sender = send(() -> {
            newKeys(MOST + 1);
            sent.countDown();
        });
        sent.await();

        boolean alive = true;
        while (alive && !Thread.currentThread().isInterrupted()) {
            alive = accepted.isAlive();
        }
        assertThat(alive).isFalse();
        join(sender);
    }

    private interface Sending {
        void run() throws IOException;
    }

    /** On another thread: who sends may have to wait for who reads. */
    private static Thread send(Sending what) {
        Thread thread = new Thread(() -> {
            try {
                what.run();
            } catch (IOException e) {
                // The other side has closed the connection.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** After the first handshake this asks for new keys (RFC 8446, 4.6.3). */
    private void newKeys(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            peer.startHandshake();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The peer doesn't care who is there. */
    private static final class Anybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
