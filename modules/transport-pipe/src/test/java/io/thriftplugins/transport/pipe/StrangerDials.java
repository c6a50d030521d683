package io.thriftplugins.transport.pipe;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** A program that connects to a socket file and says what came of it. It needs nothing but the JDK. */
final class StrangerDials {

    private StrangerDials() {}

    public static void main(String[] args) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(args[0]));
            System.out.println("connected");
            System.out.println(channel.read(ByteBuffer.allocate(1)) < 0 ? "end" : "byte");
        } catch (IOException e) {
            System.out.println("failed " + e.getMessage());
        }
    }
}
