package io.thriftplugins.transport.socket;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.SocketEndpoint;
import io.thriftplugins.spi.ChannelConnection;
import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.spi.TransportListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts TCP connections. */
final class SocketListener implements TransportListener {

    private static final Logger LOG = LoggerFactory.getLogger(SocketListener.class);

    /** Connections that wait to be accepted; the system may allow fewer. */
    private static final int BACKLOG = 1024;

    private final SocketEndpoint endpoint;
    private final ServerSocketChannel server;

    private SocketListener(SocketEndpoint endpoint, ServerSocketChannel server) {
        this.endpoint = endpoint;
        this.server = server;
    }

    static SocketListener on(SocketEndpoint endpoint) throws IOException {
        InetAddress address = Loopback.require(endpoint, "listen on").get(0);
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.bind(new InetSocketAddress(address, endpoint.port()), BACKLOG);
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            return new SocketListener(new SocketEndpoint(endpoint.host(), port), server);
        } catch (SocketException e) {
            server.close();
            throw new PluginException(
                    ErrorCode.ENDPOINT_UNAVAILABLE,
                    "Cannot listen on " + endpoint + ": " + e.getMessage()
                            + "; choose another port, or 0 for any free one",
                    e);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public TransportConnection accept() throws IOException {
        SocketChannel channel = server.accept();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return new ChannelConnection(channel, "tcp:/" + channel.getRemoteAddress());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public void close() {
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
