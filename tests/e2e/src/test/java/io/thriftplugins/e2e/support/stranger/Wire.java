package io.thriftplugins.e2e.support.stranger;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Objects;
import org.apache.thrift.TException;
import org.apache.thrift.TProcessor;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TIOStreamTransport;
import org.apache.thrift.transport.layered.TFramedTransport;

/** Endpoints and connections (contract 1). */
final class Wire {

    /** Of the names of pipes; the process's id follows. */
    static final String PREFIX = "qcatp-";

    private Wire() {}

    static TProtocol dial(String endpoint) throws IOException, TException {
        return protocol(SocketChannel.open(address(endpoint)));
    }

    private static TProtocol protocol(ByteChannel channel) throws TException {
        return new TBinaryProtocol(new TFramedTransport(
                new TIOStreamTransport(Channels.newInputStream(channel), Channels.newOutputStream(channel))));
    }

    private static SocketAddress address(String endpoint) {
        URI uri = URI.create(endpoint);
        return uri.getScheme().equals("tcp")
                ? new InetSocketAddress(uri.getHost(), uri.getPort())
                : UnixDomainSocketAddress.of(Path.of(
                        Objects.requireNonNullElse(System.getenv("TMPDIR"), "/tmp"),
                        "CoreFxPipe_" + uri.getPath().substring(1)));
    }

    /** Listens at an endpoint of its own with the same transport as another one; returns its URI. */
    static String listen(String like, TProcessor processor) throws IOException {
        boolean tcp = like.startsWith("tcp:");
        String endpoint = tcp
                ? "tcp://127.0.0.1:0"
                : "net.pipe://127.0.0.1/" + PREFIX + ProcessHandle.current().pid() + "-"
                        + Long.toHexString(new SecureRandom().nextLong());
        SocketAddress address = address(endpoint);
        ServerSocketChannel server =
                tcp ? ServerSocketChannel.open() : ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(address);
        if (address instanceof UnixDomainSocketAddress file) {
            file.getPath().toFile().deleteOnExit();
        }
        daemon(() -> accept(server, processor));
        return tcp ? "tcp://127.0.0.1:" + ((InetSocketAddress) server.getLocalAddress()).getPort() : endpoint;
    }

    private static void accept(ServerSocketChannel server, TProcessor processor) {
        while (true) {
            try {
                SocketChannel connection = server.accept();
                daemon(() -> serve(connection, processor));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private static void serve(SocketChannel connection, TProcessor processor) {
        try (connection) {
            TProtocol protocol = protocol(connection);
            while (true) {
                processor.process(protocol, protocol);
            }
        } catch (TException | IOException e) {
            // The host has closed the connection.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
    }
}
