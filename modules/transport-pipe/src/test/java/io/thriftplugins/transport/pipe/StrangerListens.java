package io.thriftplugins.transport.pipe;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A program that listens on a socket file that all may write to, until its standard input ends; JDK only. */
final class StrangerListens {

    private StrangerListens() {}

    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(file));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
            System.out.println("listening");
            System.in.transferTo(System.out);
        }
    }
}
