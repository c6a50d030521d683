package io.thriftplugins.example.snippets;

import io.thriftplugins.CustomEndpoint;
import io.thriftplugins.Endpoint;
import io.thriftplugins.spi.ChannelConnection;
import io.thriftplugins.spi.ChannelListener;
import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.spi.TransportListener;
import io.thriftplugins.spi.TransportProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** TCP on this machine, as {@code loop://PORT}. */
public final class LoopTransport implements TransportProvider {
    @Override
    public String scheme() {
        return "loop";
    }

    @Override
    public Endpoint newEndpoint(String prefix) {
        return new CustomEndpoint("loop", "0"); // any free port
    }

    @Override
    public TransportListener listen(Endpoint endpoint) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open().bind(address(endpoint));
        int port = channel.socket().getLocalPort();
        return new ChannelListener(new CustomEndpoint("loop", String.valueOf(port)), channel);
    }

    @Override
    public TransportConnection connect(Endpoint endpoint, Duration timeout) throws IOException {
        return new ChannelConnection(SocketChannel.open(address(endpoint)), endpoint.toString());
    }

    @Override
    public boolean isLocal(Endpoint endpoint) {
        return true;
    }

    private static InetSocketAddress address(Endpoint endpoint) {
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(((CustomEndpoint) endpoint).address()));
    }
}
