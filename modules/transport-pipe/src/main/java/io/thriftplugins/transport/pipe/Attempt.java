package io.thriftplugins.transport.pipe;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt to connect came to.
 *
 * @param answer the outcome
 * @param channel the connection in blocking mode if the answer is {@code CONNECTED}, otherwise null
 * @param failure what the system said if it is anything else
 */
record Attempt(
        Answer answer,
        @Nullable SocketChannel channel,
        @Nullable IOException failure) {

    enum Answer {
        CONNECTED,
        /** There is a file, but no process that listens. */
        REFUSED,
        MISSING,
        FORBIDDEN,
        /** There is one that listens, and its queue is full. */
        BUSY
    }

    /**
     * Tries once, without blocking. On a Unix domain socket a connection is there at once or not at all; the JDK
     * reports a full queue as an error without a type of its own, even to virtual threads that want to block, so that
     * it is told from the others by exclusion.
     *
     * @throws IOException if this process can't have another socket
     */
    static Attempt on(Path file) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            if (channel.connect(UnixDomainSocketAddress.of(file))) {
                channel.configureBlocking(true);
                return new Attempt(Answer.CONNECTED, channel, null);
            }
            channel.close();
            return new Attempt(Answer.BUSY, null, null);
        } catch (SocketException e) {
            channel.close();
            return new Attempt(reason(file, e), null, e);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static Answer reason(Path file, SocketException failure) {
        if (failure instanceof ConnectException) {
            return Answer.REFUSED;
        }
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Answer.MISSING;
        }
        return Files.isWritable(file) ? Answer.BUSY : Answer.FORBIDDEN;
    }
}
