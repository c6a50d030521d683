package io.thriftplugins.benchmarks;

import io.thriftplugins.PipeEndpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Plain sockets of the same kinds as the transports use, named by texts that travel as a plugin's metadata. */
final class Sockets {

    private static final String TCP = "tcp:";

    private Sockets() {}

    /** Listens where nobody else does. */
    static ServerSocketChannel listen(String scheme) throws IOException {
        if (scheme.equals(PipeEndpoint.SCHEME)) {
            Path directory = Files.createTempDirectory("thrift-plugins-benchmark");
            Path file = directory.resolve("raw");
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(file));
            directory.toFile().deleteOnExit();
            // Registered last, so removed first.
            file.toFile().deleteOnExit();
            return channel;
        }
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    static String name(ServerSocketChannel channel) throws IOException {
        SocketAddress address = channel.getLocalAddress();
        return address instanceof InetSocketAddress inet
                ? TCP + inet.getPort()
                : String.format(Locale.ROOT, "%s", ((UnixDomainSocketAddress) address).getPath());
    }

    static SocketChannel connect(String name) throws IOException {
        if (name.startsWith(TCP)) {
            int port = Integer.parseInt(name.substring(TCP.length()));
            return tuned(SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        }
        return SocketChannel.open(UnixDomainSocketAddress.of(name));
    }

    static SocketChannel accept(ServerSocketChannel channel) throws IOException {
        return tuned(channel.accept());
    }

    private static SocketChannel tuned(SocketChannel channel) throws IOException {
        if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        return channel;
    }
}
