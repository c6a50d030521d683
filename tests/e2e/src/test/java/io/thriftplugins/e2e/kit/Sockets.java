package io.thriftplugins.e2e.kit;

import io.thriftplugins.Endpoint;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.SocketEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Objects;

/** Endpoints without this project's transports, for peers that do as they like. */
public final class Sockets {

    private Sockets() {}

    /** Connects to an endpoint, and says nothing. */
    public static SocketChannel dial(Endpoint endpoint) throws IOException {
        return SocketChannel.open(address(endpoint));
    }

    private static SocketAddress address(Endpoint endpoint) {
        return endpoint instanceof SocketEndpoint socket
                ? new InetSocketAddress(socket.host(), socket.port())
                : socketFile(((PipeEndpoint) endpoint).name());
    }

    /** Contract 1.3. */
    static UnixDomainSocketAddress socketFile(String name) {
        return UnixDomainSocketAddress.of(
                Path.of(Objects.requireNonNullElse(System.getenv("TMPDIR"), "/tmp"), "CoreFxPipe_" + name));
    }

    /** Listens at an endpoint of the same kind as another one. */
    public static ServerSocketChannel listen(Endpoint like, String name) throws IOException {
        return like instanceof SocketEndpoint
                ? ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                : ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(socketFile(name));
    }

    /** The URI of what {@link #listen} returned. */
    public static String uri(ServerSocketChannel listener, String name) throws IOException {
        return listener.getLocalAddress() instanceof InetSocketAddress socket
                ? "tcp://127.0.0.1:" + socket.getPort()
                : "net.pipe://127.0.0.1/" + name;
    }
}
