package io.thriftplugins.rpc;

import io.thriftplugins.spi.TransportConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A connection without a system behind it: each piece that a test supplies is what one read finds, and each write is
 * remembered as one.
 */
final class ScriptedConnection implements TransportConnection {

    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private final BlockingQueue<ByteBuffer> pieces = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> written = new LinkedBlockingQueue<>();
    private volatile boolean closed;

    /** What one read finds; more than fits is left for the next one. */
    ScriptedConnection supply(byte... piece) {
        pieces.add(ByteBuffer.wrap(piece));
        return this;
    }

    ScriptedConnection supply(String hex) {
        return supply(bytes(hex));
    }

    /** The peer ends its output. */
    ScriptedConnection end() {
        pieces.add(END);
        return this;
    }

    /** The next write that was not asked for yet. */
    byte[] nextWrite() {
        try {
            return written.take();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    int writes() {
        return written.size();
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** A message behind its length. */
    static byte[] frame(byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(4).putInt(message.length).array());
        out.writeBytes(message);
        return out.toByteArray();
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        try {
            ByteBuffer piece = pieces.take();
            if (closed) {
                throw new AsynchronousCloseException();
            }
            if (!piece.hasRemaining()) {
                return -1;
            }
            int count = Math.min(piece.remaining(), buffer.remaining());
            buffer.put(piece.slice().limit(count));
            piece.position(piece.position() + count);
            if (piece.hasRemaining()) {
                putBack(piece);
            }
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new java.nio.channels.ClosedByInterruptException();
        }
    }

    private void putBack(ByteBuffer piece) {
        var later = new java.util.ArrayList<ByteBuffer>();
        pieces.drainTo(later);
        pieces.add(piece);
        pieces.addAll(later);
    }

    @Override
    public int write(ByteBuffer buffer) throws IOException {
        if (closed) {
            throw new java.nio.channels.ClosedChannelException();
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        written.add(bytes);
        return bytes.length;
    }

    @Override
    public void shutdownOutput() {}

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
        pieces.add(END);
    }

    @Override
    public String peer() {
        return "a script";
    }
}
