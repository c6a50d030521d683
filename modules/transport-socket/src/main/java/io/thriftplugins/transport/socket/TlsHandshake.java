package io.thriftplugins.transport.socket;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** A handshake over a channel in non-blocking mode, step by step. For one thread. */
final class TlsHandshake {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** An alert follows the error that it tells of; it takes at most the second call to get it. */
    private static final int ALERT_ATTEMPTS = 3;

    private final SocketChannel channel;
    private final SSLEngine engine;

    /** To be read from. */
    private ByteBuffer in = NOTHING;

    /** To be read from. */
    private ByteBuffer out = NOTHING;

    private boolean begun;
    private boolean answered;

    TlsHandshake(SocketChannel channel, SSLEngine engine) {
        this.channel = channel;
        this.engine = engine;
    }

    /** Whether the peer has sent anything yet. */
    boolean answered() {
        return answered;
    }

    /**
     * Does what can be done without waiting.
     *
     * @return what to wait for, {@link SelectionKey#OP_READ} or {@link SelectionKey#OP_WRITE}; 0 if the handshake is
     *     done
     * @throws IOException if it failed; {@link #sendAlert()} tells the peer
     */
    int advance() throws IOException {
        if (!begun) {
            begun = true;
            engine.beginHandshake();
        }
        while (true) {
            if (!flush()) {
                return SelectionKey.OP_WRITE;
            }
            HandshakeStatus status = engine.getHandshakeStatus();
            switch (status) {
                case NEED_TASK -> runTasks(engine);
                case NEED_WRAP -> wrap();
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (!unwrap()) {
                        return SelectionKey.OP_READ;
                    }
                }
                case NOT_HANDSHAKING, FINISHED -> {
                    return 0;
                }
                default -> throw new SSLException("Unknown state of the handshake: " + status);
            }
        }
    }

    /** Runs what an engine wants to have run before it goes on. */
    static void runTasks(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    /** The connection, once the handshake is done and the channel is in blocking mode. */
    TlsConnection connection(String peer) throws IOException {
        return new TlsConnection(channel, engine, in, peer, Pins.ofPeer(engine.getSession()));
    }

    /** Tells the peer why the handshake failed, as far as that can be done without waiting. */
    void sendAlert() {
        try {
            for (int i = 0; i < ALERT_ATTEMPTS && !out.hasRemaining() && !engine.isOutboundDone(); i++) {
                try {
                    wrap();
                } catch (SSLException e) {
                    // What failed, once more; the alert comes behind it.
                }
            }
            flush();
        } catch (IOException e) {
            // The peer has gone, and needs no alert.
            out = NOTHING;
        }
    }

    private boolean flush() throws IOException {
        if (out.hasRemaining()) {
            channel.write(out);
        }
        return !out.hasRemaining();
    }

    private void wrap() throws SSLException {
        ByteBuffer target =
                out.capacity() == 0 ? ByteBuffer.allocate(engine.getSession().getPacketBufferSize()) : out;
        target.clear();
        try {
            while (true) {
                SSLEngineResult result = engine.wrap(NOTHING.duplicate(), target);
                if (result.getStatus() != SSLEngineResult.Status.BUFFER_OVERFLOW) {
                    return;
                }
                // The peer may ask for more once it is known.
                target = ByteBuffer.allocate(2 * target.capacity()).put(target.flip());
            }
        } finally {
            out = target.flip();
        }
    }

    /** Returns false if more bytes are needed. */
    private boolean unwrap() throws IOException {
        if (in.capacity() == 0) {
            in = ByteBuffer.allocate(engine.getSession().getPacketBufferSize()).flip();
        }
        // Nothing but the handshake is among the bytes before it is done.
        SSLEngineResult result = engine.unwrap(in, NOTHING.duplicate());
        return switch (result.getStatus()) {
            case BUFFER_UNDERFLOW -> receive();
            case CLOSED -> throw new EOFException("it ended the handshake");
            case BUFFER_OVERFLOW -> throw new SSLException("it sends data before the handshake is done");
            case OK -> true;
        };
    }

    private boolean receive() throws IOException {
        in.compact();
        if (!in.hasRemaining()) {
            in = ByteBuffer.allocate(2 * in.capacity()).put(in.flip());
        }
        int count;
        try {
            count = channel.read(in);
        } finally {
            in.flip();
        }
        if (count < 0) {
            throw new EOFException("it closed the connection instead of a handshake");
        }
        answered |= count > 0;
        return count > 0;
    }
}
