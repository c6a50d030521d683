package io.thriftplugins.server;

import io.thriftplugins.Endpoint;
import io.thriftplugins.PipeEndpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link LaunchPrefix} may want to know of a launch.
 *
 * @param endpoint where the plugin will connect
 * @param readable what the plugin can't do without: its own files; for a JAR also the JDK and the runner's modules.
 *     Files and directories, absolute
 * @param temporary the process's {@code TMPDIR}, where pipes are; its own if the prefix isolates
 * @param workingDirectory where the process is to start, or null for where the host did
 */
public record LaunchDetails(
        Endpoint endpoint,
        List<Path> readable,
        Path temporary,
        @Nullable Path workingDirectory) {

    /** Copies the list. */
    public LaunchDetails {
        readable = List.copyOf(readable);
    }
    /**
     * The file of the pipe where the host listens. It is the host's own also where {@link #temporary()} is the
     * plugin's, as a second name of the same file: who may change its mode there can lock all other plugins out. So a
     * prefix that isolates should make it visible read-only, on top of {@link #temporary()}; the plugin can connect to
     * it all the same.
     *
     * @return empty if the host listens elsewhere
     */
    public Optional<Path> hostPipe() {
        return endpoint instanceof PipeEndpoint pipe
                ? Optional.of(temporary.resolve(TemporaryDirectory.PIPE_PREFIX + pipe.name()))
                : Optional.empty();
    }
}
