package io.thriftplugins.transport.pipe;

import io.thriftplugins.Endpoint;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.spi.ChannelConnection;
import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.spi.TransportListener;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts the connections of its own user. */
final class PipeListener implements TransportListener {

    private static final Logger LOG = LoggerFactory.getLogger(PipeListener.class);

    /** Between two messages about other users. */
    private static final long REFUSED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final PipeEndpoint endpoint;
    private final ServerSocketChannel server;
    private final SocketFile file;
    private final UserPrincipal self;

    /** For the thread that accepts: when it has last told of another user. */
    private long lastRefused = System.nanoTime() - REFUSED_NANOS;

    PipeListener(PipeEndpoint endpoint, ServerSocketChannel server, SocketFile file, UserPrincipal self) {
        this.endpoint = endpoint;
        this.server = server;
        this.file = file;
        this.self = self;
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public TransportConnection accept() throws IOException {
        while (true) {
            SocketChannel channel = acceptAny();
            try {
                UserPrincipal user = Peers.of(channel);
                if (user.equals(self)) {
                    return new ChannelConnection(channel, "a peer of " + endpoint);
                }
                channel.close();
                refused(user);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }
    }

    /** Told so seldom that somebody who tries again and again can't flood the log. */
    private void refused(UserPrincipal user) {
        long now = System.nanoTime();
        if (now - lastRefused >= REFUSED_NANOS) {
            lastRefused = now;
            LOG.warn("Refused a connection of the user {} to {}: only {} may connect", user, endpoint, self);
        }
    }

    private SocketChannel acceptAny() throws IOException {
        try {
            return server.accept();
        } catch (ClosedChannelException e) {
            // An interrupt closes the channel alone.
            close();
            throw e;
        }
    }

    @Override
    public void close() {
        // The name goes first: while the socket is open, a file with its inode is surely ours.
        SocketFiles.remove(file);
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("Closing the listener of {} failed", endpoint, e);
        }
    }

    @Override
    public String toString() {
        return "listener of " + endpoint;
    }
}
