package io.thriftplugins.spi;

import io.thriftplugins.Endpoint;
import java.io.Closeable;
import java.io.IOException;

/** Where connections arrive. One thread accepts; any thread may close. */
public interface TransportListener extends Closeable {

    /**
     * Where this listener can be dialled.
     *
     * @return the endpoint, with the port that the system chose if it was asked to
     */
    Endpoint endpoint();

    /**
     * Waits for a connection. Blocks. Peers that aren't permitted are refused inside, and don't end the wait.
     * Interrupting the thread closes the listener, as {@link java.nio.channels.InterruptibleChannel} has it.
     *
     * @return the connection, to be closed by the caller
     * @throws java.nio.channels.ClosedChannelException if the listener is closed, before or while waiting
     * @throws IOException if this connection could not be accepted, as when the process has no file descriptor left;
     *     the listener still works
     */
    TransportConnection accept() throws IOException;

    /**
     * Stops listening and leaves nothing behind; connections that were accepted live on. A thread that waits in
     * {@link #accept} fails. Closing twice is harmless. When this returns, the endpoint can be listened on again.
     */
    @Override
    void close();
}
