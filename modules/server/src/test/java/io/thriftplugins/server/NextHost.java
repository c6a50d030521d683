package io.thriftplugins.server;

import io.thriftplugins.SocketEndpoint;
import java.io.IOException;
import java.nio.file.Files;

/** A host that makes a directory for a plugin, removes what others have left, and dies at once. */
final class NextHost {

    private NextHost() {}

    public static void main(String[] args) throws IOException {
        TemporaryDirectory made = TemporaryDirectory.create(new SocketEndpoint("127.0.0.1", 1));
        AbandonedDirectories.removeAll(TemporaryDirectory.shared(), Files.getOwner(made.path()));
        System.out.println(made.path().getParent());
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
