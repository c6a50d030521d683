package io.thriftplugins.e2e.hostile;

import io.thriftplugins.Endpoint;
import io.thriftplugins.e2e.kit.Sockets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** A connection that sends whatever bytes an attack wants. */
final class RawConnection implements AutoCloseable {

    /** How long a host or plugin may take to answer, or to close a connection that has ended. */
    private static final long PATIENCE = TimeUnit.SECONDS.toMillis(40);

    private final SocketChannel channel;

    RawConnection(Endpoint endpoint) throws IOException {
        this.channel = Sockets.dial(endpoint);
    }

    /** Sends bytes; false if the other side takes no more. */
    boolean send(byte... bytes) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Says that nothing more comes. */
    void end() {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            // It was closed by the other side.
        }
    }

    /** Reads until the other side closes; fails if it doesn't. */
    void awaitEnd() throws IOException {
        try (Selector selector = Selector.open()) {
            ByteBuffer input = ByteBuffer.allocate(64 * 1024);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE);
            while (channel.read(input.clear()) >= 0) {
                if (System.nanoTime() - until > 0) {
                    throw new AssertionError("A connection whose peer has ended was not closed");
                }
                selector.select(PATIENCE);
            }
        } catch (IOException e) {
            // Reset: it was closed while bytes were on their way, which is an end, too.
        }
    }

    /** Sends a message and reads the answer, which is expected. */
    byte[] call(byte[] message) throws IOException {
        send(message);
        return receive();
    }

    /** Reads a message, without its length. */
    byte[] receive() throws IOException {
        int length = read(Integer.BYTES).getInt();
        return read(length).array();
    }

    private ByteBuffer read(int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new IOException("The connection ended");
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
