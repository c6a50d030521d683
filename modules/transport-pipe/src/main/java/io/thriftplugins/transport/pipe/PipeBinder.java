package io.thriftplugins.transport.pipe;

import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.spi.TransportListener;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;

/**
 * Makes listeners. A socket file gets its mode from the umask when it is bound, and could be connected to before a
 * chmod. So it is bound where nobody else can go, made owner-only there, and only then linked to the name that others
 * look for.
 */
final class PipeBinder {

    /**
     * Connections that wait to be accepted; the system may allow fewer. .NET takes as many as it gets (contract 1.3).
     */
    private static final int BACKLOG = 1024;

    /** A name that is taken again each time that its stale file was removed is fought for by others. */
    private static final int ATTEMPTS = 10;

    private final PipeDirectory directory;
    private final Peers peers;

    PipeBinder(PipeDirectory directory, Peers peers) {
        this.directory = directory;
        this.peers = peers;
    }

    TransportListener listen(PipeEndpoint endpoint) throws IOException {
        Path file = directory.file(endpoint);
        if (!Peers.CAN_BE_KNOWN) {
            throw Unavailable.toListen(
                    endpoint, "this system can't tell which user is behind a pipe; use tcp://127.0.0.1:0", null);
        }
        DirectoryGuard guard = new DirectoryGuard(endpoint, directory);
        guard.checkUsable();
        UserPrincipal self = peers.self();
        guard.checkSafe(self);
        try (PrivateDirectory hidden = PrivateDirectory.create(directory)) {
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                server.bind(UnixDomainSocketAddress.of(hidden.socket()), BACKLOG);
                Files.setPosixFilePermissions(hidden.socket(), PosixFilePermissions.fromString("rw-------"));
                return new PipeListener(endpoint, server, publish(endpoint, file, hidden, self), self);
            } catch (IOException | RuntimeException e) {
                server.close();
                throw e;
            }
        }
    }

    private static SocketFile publish(PipeEndpoint endpoint, Path file, PrivateDirectory hidden, UserPrincipal self)
            throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            try {
                return SocketFiles.publish(hidden.socket(), file);
            } catch (FileAlreadyExistsException taken) {
                new StaleFile(endpoint, file).remove(hidden, self);
            }
        }
        throw Unavailable.toListen(
                endpoint, "it is in use: others keep creating " + file + "; choose another name", null);
    }
}
