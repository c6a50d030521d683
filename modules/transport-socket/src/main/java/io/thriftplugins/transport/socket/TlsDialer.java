package io.thriftplugins.transport.socket;

import io.thriftplugins.TlsEndpoint;
import io.thriftplugins.spi.TransportConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;

/** Makes connections with TLS: connects, then shakes hands, both within one time limit. */
final class TlsDialer {

    private final TlsEndpoint endpoint;

    TlsDialer(TlsEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    TransportConnection connect(List<InetAddress> addresses, SSLEngine engine, Duration timeout) throws IOException {
        long start = System.nanoTime();
        SocketChannel channel = new SocketDialer(endpoint, endpoint.port()).connect(addresses, timeout);
        try {
            TlsHandshake handshake = new TlsHandshake(channel, engine);
            channel.configureBlocking(false);
            try (Selector selector = Selector.open()) {
                shakeHands(handshake, channel.register(selector, 0), start, timeout);
            }
            channel.configureBlocking(true);
            return handshake.connection(endpoint.toString());
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    private void shakeHands(TlsHandshake handshake, SelectionKey key, long start, Duration timeout) throws IOException {
        long nanos = TimeUnit.NANOSECONDS.convert(timeout);
        while (true) {
            int interest;
            try {
                interest = handshake.advance();
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (IOException e) {
                handshake.sendAlert();
                throw HandshakeFailure.ofDialled(endpoint, e);
            }
            if (interest == 0) {
                return;
            }
            long left = nanos - (System.nanoTime() - start);
            if (left <= 0) {
                throw new SocketTimeoutException("Timed out connecting to " + endpoint + " after " + timeout
                        + ": there is no answer to the handshake; is the process at the other end stopped or"
                        + " overloaded, and does it speak TLS?");
            }
            key.interestOps(interest);
            // The millisecond that has begun is waited for, as in SocketDialer.
            key.selector().select(TimeUnit.NANOSECONDS.toMillis(left) + 1);
            key.selector().selectedKeys().clear();
            if (Thread.currentThread().isInterrupted()) {
                throw new ClosedByInterruptException();
            }
        }
    }
}
