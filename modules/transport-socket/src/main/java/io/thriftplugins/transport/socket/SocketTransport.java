package io.thriftplugins.transport.socket;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.SocketEndpoint;
import io.thriftplugins.spi.ChannelConnection;
import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.spi.TransportListener;
import io.thriftplugins.spi.TransportProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;

/**
 * TCP on the loopback interface, without delay (contract 1.4). Any program of any user of this machine can connect, so
 * that the tokens are all that keeps strangers out; where there are Unix domain sockets, pipes are the better choice.
 *
 * <p>Whoever wants to go beyond loopback has to have TLS, see {@link TlsTransport}: this one refuses to listen on
 * other addresses and to connect to them.
 */
public final class SocketTransport implements TransportProvider {

    /** A transport. */
    public SocketTransport() {}

    @Override
    public String scheme() {
        return SocketEndpoint.SCHEME;
    }

    /**
     * The loopback address, on a port that the system will choose.
     *
     * @param prefix not used, since ports have no names
     */
    @Override
    public Endpoint newEndpoint(String prefix) {
        return new SocketEndpoint("127.0.0.1", 0);
    }

    @Override
    public TransportListener listen(Endpoint endpoint) throws IOException {
        return SocketListener.on(socket(endpoint));
    }

    @Override
    public TransportConnection connect(Endpoint endpoint, Duration timeout) throws IOException {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("A timeout is more than zero, not " + timeout);
        }
        SocketEndpoint socket = socket(endpoint);
        List<InetAddress> addresses = Loopback.require(socket, "connect to");
        return new ChannelConnection(
                new SocketDialer(socket, socket.port()).connect(addresses, timeout), endpoint.toString());
    }

    @Override
    public boolean isLocal(Endpoint endpoint) {
        return !Loopback.addresses(socket(endpoint).host()).isEmpty();
    }

    private static SocketEndpoint socket(Endpoint endpoint) {
        if (endpoint instanceof SocketEndpoint socket) {
            return socket;
        }
        throw new PluginException(
                ErrorCode.INVALID_ENDPOINT, "'" + endpoint + "' is no TCP address; write tcp://HOST:PORT");
    }
}
