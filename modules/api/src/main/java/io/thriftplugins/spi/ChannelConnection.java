package io.thriftplugins.spi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection over a {@link SocketChannel}, for those who write a transport on sockets. It owns the channel, which
 * keeps all that {@link TransportConnection} promises about closing and interrupts. Allocates nothing per read and
 * write.
 */
public final class ChannelConnection implements TransportConnection {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelConnection.class);

    /**
     * Bytes of a heap buffer that are handed to the channel at once. The JDK copies them through a direct buffer of
     * that size, which it then keeps for the thread's life: one large message would cost its size in every thread.
     */
    private static final int SLICE = 128 * 1024;

    private final SocketChannel channel;
    private final String peer;

    /**
     * Takes over a channel.
     *
     * @param channel a connected channel in blocking mode, which nobody else uses
     * @param peer what {@link #peer()} tells; never a secret
     * @throws IllegalArgumentException if the channel is not connected or not in blocking mode
     */
    public ChannelConnection(SocketChannel channel, String peer) {
        if (!channel.isConnected() || !channel.isBlocking()) {
            throw new IllegalArgumentException("The channel to " + peer + " must be connected and in blocking mode");
        }
        this.channel = channel;
        this.peer = peer;
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        if (buffer.isDirect() || buffer.remaining() <= SLICE) {
            return channel.read(buffer);
        }
        int limit = buffer.limit();
        buffer.limit(buffer.position() + SLICE);
        try {
            return channel.read(buffer);
        } finally {
            buffer.limit(limit);
        }
    }

    @Override
    public int write(ByteBuffer buffer) throws IOException {
        int start = buffer.position();
        int limit = buffer.limit();
        try {
            if (buffer.isDirect() || limit - start <= SLICE) {
                writeFully(buffer);
            } else {
                writeSlices(buffer, limit);
            }
            return limit - start;
        } catch (ClosedChannelException e) {
            throw closedMeanwhile(e, buffer.position() > start);
        }
    }

    private void writeSlices(ByteBuffer buffer, int limit) throws IOException {
        try {
            while (buffer.position() < limit) {
                buffer.limit(Math.min(limit, buffer.position() + SLICE));
                writeFully(buffer);
            }
        } finally {
            buffer.limit(limit);
        }
    }

    /** A channel writes less than it was given when a signal interrupts the system call, as closing does. */
    private void writeFully(ByteBuffer buffer) throws IOException {
        do {
            channel.write(buffer);
        } while (buffer.hasRemaining());
    }

    /** The channel takes the second half of a write for one that begins after the close. */
    private static ClosedChannelException closedMeanwhile(ClosedChannelException e, boolean begun) {
        if (!begun || e instanceof AsynchronousCloseException) {
            return e;
        }
        return (ClosedChannelException) new AsynchronousCloseException().initCause(e);
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public boolean isAlive() {
        // Touching the channel with the flag set would close it.
        if (!channel.isOpen() || Thread.currentThread().isInterrupted()) {
            return channel.isOpen();
        }
        try {
            channel.configureBlocking(false);
            try {
                return channel.read(ByteBuffer.allocate(1)) == 0;
            } finally {
                channel.configureBlocking(true);
            }
        } catch (IOException e) {
            LOG.trace("The connection to {} has ended", peer, e);
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is freed all the same, and nobody could do more about it.
            LOG.debug("Closing the connection to {} failed", peer, e);
        }
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public String toString() {
        return "connection to " + peer;
    }
}
