package io.thriftplugins.transport.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;

/** A connection that was accepted and is not secure yet; or that was refused, and still has to be told so. */
final class PendingHandshake {

    /** A peer that is at the other end of the world needs less than one second. */
    private static final long HANDSHAKE_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** How long a refused peer has time to read the alert. */
    private static final long LINGER_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int DISCARD = 4096;

    private final SocketChannel channel;
    private final TlsHandshake handshake;
    private final SelectionKey key;
    private final String peer;
    private long deadline;
    private boolean refused;

    PendingHandshake(SocketChannel channel, SSLEngine engine, SelectionKey key, String peer) {
        this.channel = channel;
        this.handshake = new TlsHandshake(channel, engine);
        this.key = key;
        this.peer = peer;
        this.deadline = System.nanoTime() + HANDSHAKE_NANOS;
    }

    String peer() {
        return peer;
    }

    /** In nanoseconds; less than 0 if the time is over. */
    long left() {
        return deadline - System.nanoTime();
    }

    boolean isRefused() {
        return refused;
    }

    boolean hasAnswered() {
        return handshake.answered();
    }

    /**
     * Goes on as far as possible.
     *
     * @return whether the handshake is done
     */
    boolean advance() throws IOException {
        int interest = handshake.advance();
        if (interest != 0) {
            key.interestOps(interest);
        }
        return interest == 0;
    }

    /**
     * Sends the alert, and keeps the connection until the peer has closed it: closing at once would make the system
     * throw the alert away if more bytes of the peer come in.
     */
    void refuse() throws IOException {
        refused = true;
        deadline = System.nanoTime() + LINGER_NANOS;
        handshake.sendAlert();
        channel.shutdownOutput();
        key.interestOps(SelectionKey.OP_READ);
    }

    /** Reads what a refused peer still sends; returns whether it has ended. */
    boolean discard() throws IOException {
        return channel.read(ByteBuffer.allocate(DISCARD)) < 0;
    }

    /** The selector must have let go of the channel before. */
    TlsConnection connection() throws IOException {
        channel.configureBlocking(true);
        return handshake.connection(peer);
    }

    SelectionKey key() {
        return key;
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing is lost that anybody has.
            key.cancel();
        }
    }
}
