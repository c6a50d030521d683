package io.thriftplugins.transport.socket;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.SocketEndpoint;
import io.thriftplugins.spi.ChannelListener;
import io.thriftplugins.spi.TransportListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.channels.ServerSocketChannel;

/** Binds TCP addresses. */
final class SocketListener {

    /** Connections that wait to be accepted; the system may allow fewer. */
    private static final int BACKLOG = 1024;

    private SocketListener() {}

    static TransportListener on(SocketEndpoint endpoint) throws IOException {
        ServerSocketChannel server =
                bind(endpoint, Loopback.require(endpoint, "listen on").get(0), endpoint.port());
        return new ChannelListener(new SocketEndpoint(endpoint.host(), port(server)), server);
    }

    static int port(ServerSocketChannel server) throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    /** Binds an address; the endpoint is for messages. */
    static ServerSocketChannel bind(Endpoint endpoint, InetAddress address, int port) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            return server.bind(new InetSocketAddress(address, port), BACKLOG);
        } catch (SocketException e) {
            server.close();
            throw new PluginException(
                    ErrorCode.ENDPOINT_UNAVAILABLE,
                    "Cannot listen on " + endpoint + ": " + e.getMessage()
                            + (isOwn(address)
                                    ? "; choose another port, or 0 for any free one"
                                    : "; choose an address of this machine, or 0.0.0.0 for all of them"),
                    e);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static boolean isOwn(InetAddress address) throws SocketException {
        return address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || NetworkInterface.getByInetAddress(address) != null;
    }
}
