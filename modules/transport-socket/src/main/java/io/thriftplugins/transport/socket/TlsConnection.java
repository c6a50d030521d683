package io.thriftplugins.transport.socket;

import io.thriftplugins.spi.TransportConnection;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection whose handshake is done. It owns the channel, which is in blocking mode and keeps what
 * {@link TransportConnection} promises about closing and interrupts.
 *
 * <p>The thread that reads never writes, so that neither waits for the other: what TLS wants to be answered, new keys
 * alone (RFC 8446, 4.6.3), the engine puts before the next bytes that are written.
 */
final class TlsConnection implements TransportConnection {

    private static final Logger LOG = LoggerFactory.getLogger(TlsConnection.class);

    /**
     * So many records in a row may come without data in them: tickets, new keys, and none at all. Peers of good will
     * send a few in hours. The engine answers new keys at once, into memory: what it has to say waits for the next
     * bytes that are written, of which a peer that only speaks of keys gets none.
     */
    private static final int MOST_WITHOUT_DATA = 100;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SSLEngine engine;
    private final String peer;
    private final String peerIdentity;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final ReentrantLock reading = new ReentrantLock();
    private final ReentrantLock writing = new ReentrantLock();

    /** Encrypted bytes that were read, to be read from. Guarded by reading. */
    private ByteBuffer in;

    /** Decrypted bytes for which the reader had no room, to be read from. Guarded by reading. */
    private ByteBuffer plain = NOTHING;

    /** Guarded by reading: how many records without data have come since the last one with data. */
    private int withoutData;

    /** Guarded by reading. */
    private boolean ended;

    /** Guarded by writing. */
    private ByteBuffer out = NOTHING;

    /** Guarded by writing. */
    private boolean outputEnded;

    /**
     * Takes over a channel.
     *
     * @param in what was read already, to be read from
     */
    TlsConnection(SocketChannel channel, SSLEngine engine, ByteBuffer in, String peer, String peerIdentity) {
        this.channel = channel;
        this.engine = engine;
        this.peer = peer;
        this.peerIdentity = peerIdentity;
        int size = Math.max(in.remaining(), engine.getSession().getPacketBufferSize());
        this.in = in.capacity() >= size ? in : ByteBuffer.allocate(size).put(in).flip();
    }

    @Override
    public int read(ByteBuffer buffer) throws IOException {
        reading.lock();
        try {
            if (!channel.isOpen()) {
                throw new ClosedChannelException();
            }
            int start = buffer.position();
            while (buffer.hasRemaining() && buffer.position() == start) {
                if (plain.hasRemaining()) {
                    drain(buffer);
                } else if (ended) {
                    return -1;
                } else if (!decrypt(buffer)) {
                    receive();
                }
            }
            return buffer.position() - start;
        } catch (SSLException e) {
            close();
            throw HandshakeFailure.whenUsed(peer, e);
        } finally {
            reading.unlock();
        }
    }

    private void drain(ByteBuffer buffer) {
        int count = Math.min(buffer.remaining(), plain.remaining());
        buffer.put(buffer.position(), plain, plain.position(), count);
        buffer.position(buffer.position() + count);
        plain.position(plain.position() + count);
    }

    /** Decrypts what is there, into the reader's buffer if it has room for a whole record; false if more is needed. */
    private boolean decrypt(ByteBuffer buffer) throws SSLException {
        if (!in.hasRemaining()) {
            return false;
        }
        SSLEngineResult result = engine.unwrap(in, buffer);
        if (result.getStatus() == Status.BUFFER_OVERFLOW) {
            ByteBuffer target = roomForRecord();
            // Empty if the engine fails.
            plain = target.duplicate().limit(0);
            result = engine.unwrap(in, target);
            plain = target.flip();
        }
        if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            TlsHandshake.runTasks(engine);
        }
        count(result);
        ended |= result.getStatus() == Status.CLOSED;
        return result.getStatus() != Status.BUFFER_UNDERFLOW;
    }

    private void count(SSLEngineResult result) throws SSLException {
        if (result.bytesProduced() > 0) {
            withoutData = 0;
        } else if (result.bytesConsumed() > 0 && ++withoutData > MOST_WITHOUT_DATA) {
            throw new SSLException("it has sent " + withoutData
                    + " records in a row without data in them, such as new keys; " + MOST_WITHOUT_DATA
                    + " are allowed");
        }
    }

    private ByteBuffer roomForRecord() {
        int size = engine.getSession().getApplicationBufferSize();
        return plain.capacity() >= size ? plain.clear() : ByteBuffer.allocate(size);
    }

    /**
     * Reads from the channel. An end without the peer's word for it counts as an end where no record is broken off: a
     * process that was killed says no word, and messages carry their length.
     */
    private void receive() throws IOException {
        makeRoom();
        int count;
        try {
            count = channel.read(in);
        } finally {
            in.flip();
        }
        if (count < 0 && in.hasRemaining()) {
            throw new EOFException("The connection to " + peer + " broke off in the middle of a record");
        }
        ended |= count < 0;
    }

    private void makeRoom() {
        in.compact();
        if (!in.hasRemaining()) {
            in = ByteBuffer.allocate(2 * in.capacity()).put(in.flip());
        }
    }

    @Override
    public int write(ByteBuffer buffer) throws IOException {
        int start = buffer.position();
        writing.lock();
        try {
            if (!channel.isOpen() || outputEnded) {
                throw new ClosedChannelException();
            }
            while (buffer.hasRemaining()) {
                encrypt(buffer);
                send();
            }
            return buffer.position() - start;
        } catch (AsynchronousCloseException e) {
            throw e;
        } catch (ClosedChannelException e) {
            // Closed between two records of one write.
            if (buffer.position() > start) {
                throw (IOException) new AsynchronousCloseException().initCause(e);
            }
            throw e;
        } catch (SSLException e) {
            close();
            throw HandshakeFailure.whenUsed(peer, e);
        } finally {
            writing.unlock();
        }
    }

    private void encrypt(ByteBuffer buffer) throws IOException {
        ByteBuffer target = out.clear();
        SSLEngineResult result = engine.wrap(buffer, target);
        while (result.getStatus() == Status.BUFFER_OVERFLOW) {
            target = ByteBuffer.allocate(Math.max(engine.getSession().getPacketBufferSize(), 2 * target.capacity()));
            result = engine.wrap(buffer, target);
        }
        out = target.flip();
        if (result.getStatus() == Status.CLOSED && result.bytesProduced() == 0) {
            throw new ClosedChannelException();
        }
    }

    /** In blocking mode sends all, otherwise what the system takes. */
    private void send() throws IOException {
        do {
            channel.write(out);
        } while (out.hasRemaining() && channel.isBlocking());
    }

    @Override
    public void shutdownOutput() throws IOException {
        writing.lock();
        try {
            if (!channel.isOpen()) {
                throw new ClosedChannelException();
            }
            if (!outputEnded) {
                sendGoodbye();
                channel.shutdownOutput();
            }
        } finally {
            writing.unlock();
        }
    }

    private void sendGoodbye() throws IOException {
        outputEnded = true;
        engine.closeOutbound();
        do {
            encrypt(NOTHING.duplicate());
            send();
        } while (!engine.isOutboundDone() && !out.hasRemaining());
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public boolean isAlive() {
        if (!channel.isOpen() || Thread.currentThread().isInterrupted()) {
            return channel.isOpen();
        }
        if (!reading.tryLock()) {
            return channel.isOpen();
        }
        try {
            makeRoom();
            int count;
            channel.configureBlocking(false);
            try {
                count = channel.read(in);
            } finally {
                in.flip();
                channel.configureBlocking(true);
            }
            if (count < 0) {
                return false;
            }
            // What belongs to TLS itself may come at any time, such as tickets for another connection.
            while (!plain.hasRemaining() && !ended && decrypt(NOTHING.duplicate())) {
                LOG.trace("{} has sent something between two messages", peer);
            }
            return !plain.hasRemaining() && !ended;
        } catch (IOException e) {
            LOG.trace("The connection to {} has ended", peer, e);
            return false;
        } finally {
            reading.unlock();
        }
    }

    @Override
    public void close() {
        try {
            if (!closing.getAndSet(true)) {
                sayGoodbye();
            }
        } finally {
            closeChannel();
        }
    }

    /**
     * Tells the peer that this is the end, if that can be done at once: nobody reads or writes, and the system takes
     * the few bytes. Whoever closes must not wait for the peer.
     */
    private void sayGoodbye() {
        if (!writing.tryLock()) {
            return;
        }
        try {
            if (!outputEnded && channel.isOpen() && reading.tryLock()) {
                try {
                    channel.configureBlocking(false);
                    sendGoodbye();
                } finally {
                    reading.unlock();
                }
            }
        } catch (IOException e) {
            LOG.trace("{} was not told of the end", peer, e);
        } finally {
            writing.unlock();
        }
    }

    private void closeChannel() {
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
    public String peerIdentity() {
        return peerIdentity;
    }

    @Override
    public String toString() {
        return "connection to " + peer;
    }
}
