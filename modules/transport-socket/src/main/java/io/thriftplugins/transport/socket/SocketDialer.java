package io.thriftplugins.transport.socket;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Makes TCP connections. */
final class SocketDialer {

    private final Endpoint endpoint;
    private final int port;

    /**
     * For one endpoint.
     *
     * @param endpoint for messages
     * @param port its port
     */
    SocketDialer(Endpoint endpoint, int port) {
        this.endpoint = endpoint;
        this.port = port;
    }

    /** Connects to the first address that answers; the channel is in blocking mode. */
    SocketChannel connect(List<InetAddress> candidates, Duration timeout) throws IOException {
        Iterator<InetAddress> addresses = candidates.iterator();
        if (port == 0) {
            throw new PluginException(
                    ErrorCode.INVALID_ENDPOINT,
                    "'" + endpoint + "' can't be dialled: port 0 asks a listener to choose one; dial what it chose");
        }
        long timeoutNanos = TimeUnit.NANOSECONDS.convert(timeout);
        long start = System.nanoTime();
        while (true) {
            SocketChannel channel = SocketChannel.open();
            try {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                dial(channel, addresses.next(), timeoutNanos - (System.nanoTime() - start));
                return channel;
            } catch (SocketException e) {
                channel.close();
                if (!addresses.hasNext()) {
                    throw refused(e);
                }
            } catch (SocketTimeoutException e) {
                channel.close();
                throw timedOut(timeout, e);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }
    }

    /**
     * The adaptor can do what the channel can't: wait for a limited time without a selector. It counts milliseconds;
     * the one that has begun is waited for, so that nobody is told of a timeout before it is over.
     */
    private void dial(SocketChannel channel, InetAddress address, long nanos) throws IOException {
        long millis = TimeUnit.NANOSECONDS.toMillis(Math.max(0, nanos)) + 1;
        try {
            channel.socket().connect(new InetSocketAddress(address, port), (int) Math.min(millis, Integer.MAX_VALUE));
        } catch (SocketException e) {
            if (Thread.currentThread().isInterrupted()) {
                // The adaptor knows only exceptions of sockets.
                throw (ClosedByInterruptException) new ClosedByInterruptException().initCause(e);
            }
            throw e;
        }
        if (channel.getLocalAddress().equals(channel.getRemoteAddress())) {
            // Nobody listens, but the system gave the connection the very port that it was to reach, and TCP lets it
            // talk to itself.
            throw new ConnectException("Connection refused");
        }
    }

    private PluginException refused(SocketException cause) {
        return new PluginException(
                ErrorCode.ENDPOINT_UNAVAILABLE,
                "Cannot connect to " + endpoint + ": " + cause.getMessage()
                        + "; is the process at the other end running, and is the port right?",
                cause);
    }

    private SocketTimeoutException timedOut(Duration timeout, SocketTimeoutException cause) {
        SocketTimeoutException timedOut = new SocketTimeoutException("Timed out connecting to " + endpoint + " after "
                + timeout + ": its queue of connections is full; is the process at the other end stopped?");
        timedOut.initCause(cause);
        return timedOut;
    }
}
