package io.thriftplugins.spi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.InterruptibleChannel;

/**
 * A stream of bytes in both directions between two processes. One thread may read while another one writes; any thread
 * may close.
 *
 * <p>There are no timeouts: whoever wants one closes the connection from another thread, which makes {@link #read} and
 * {@link #write} fail at once with {@link java.nio.channels.AsynchronousCloseException}. Interrupting a thread that is
 * inside {@link #read} or {@link #write} closes the connection too, and gives
 * {@link java.nio.channels.ClosedByInterruptException} with the interrupt flag set, as
 * {@link InterruptibleChannel} demands.
 */
public interface TransportConnection extends ByteChannel, InterruptibleChannel {

    /**
     * Reads some bytes. Blocks until there is at least one, unless the buffer has no room.
     *
     * @param buffer where they go, heap or direct
     * @return how many bytes were read; -1 if the peer has ended its output
     * @throws IOException if the connection breaks or is closed
     */
    @Override
    int read(ByteBuffer buffer) throws IOException;

    /**
     * Writes all bytes. Blocks until the last one is handed to the system. In contrast to what a channel may do, a
     * return means that none remains.
     *
     * @param buffer the bytes, heap or direct
     * @return how many bytes were written: all that remained
     * @throws IOException if the connection breaks or is closed
     */
    @Override
    int write(ByteBuffer buffer) throws IOException;

    /**
     * Ends the output: the peer reads what was written and then the end. Reading goes on. Doing so twice is harmless.
     *
     * @throws IOException if the connection is broken or closed
     */
    void shutdownOutput() throws IOException;

    /**
     * Whether the peer still seems to be there, for a connection over which nothing is under way: nobody reads or
     * writes, and no bytes are expected. Doesn't block. If the peer has closed the connection or ended its output, or
     * has sent bytes that nobody asked for, the answer is no; they are lost then.
     *
     * @return false if the connection can't be used for another exchange; true if it can, as far as this transport can
     *     tell without blocking. Unless overridden it tells whether this side has closed the connection
     */
    default boolean isAlive() {
        return isOpen();
    }

    /** Closes the connection and frees what it holds. Closing twice, or from many threads, is harmless. */
    @Override
    void close();

    /**
     * Who the peer has proved to be: the same text for all connections to one process, and one that no other process
     * can bring about.
     *
     * @return the identity, such as the hash of a certificate; empty text if this transport proves nothing, which is
     *     what it is unless overridden
     */
    default String peerIdentity() {
        return "";
    }

    /**
     * Whom this connection leads to, for messages.
     *
     * @return a text such as an address; never a secret
     */
    String peer();
}
