package io.thriftplugins.server;

import io.thriftplugins.Endpoint;
import java.nio.file.Path;
import java.util.List;
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
}
