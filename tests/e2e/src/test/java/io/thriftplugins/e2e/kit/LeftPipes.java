package io.thriftplugins.e2e.kit;

import io.thriftplugins.Endpoint;
import io.thriftplugins.PipeEndpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** The socket files of processes that a test kills: nobody else removes them. */
public final class LeftPipes implements AutoCloseable {

    private final Set<Path> files = new LinkedHashSet<>();

    /** Notes down where a process listens. */
    public void add(Endpoint endpoint) {
        if (endpoint instanceof PipeEndpoint pipe) {
            files.add(Sockets.socketFile(pipe.name()).getPath());
        }
    }

    /** Notes down where a process listens, as it has printed it. */
    public void add(String uri) {
        add(Endpoint.parse(uri));
    }

    /** Once the processes have ended. */
    @Override
    public void close() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
