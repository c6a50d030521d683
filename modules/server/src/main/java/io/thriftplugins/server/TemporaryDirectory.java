package io.thriftplugins.server;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A directory for the temporary files and pipes of one plugin. The host's pipe is in it as well, as a second name of
 * its socket file; so this must be on the same file system, and is where all pipes are. While its host lives, that
 * holds a lock beside it; what hosts that were killed have left begins to be removed when the next one is made.
 */
final class TemporaryDirectory implements AutoCloseable {

    /** What .NET puts before a pipe's name (contract 1.3). */
    static final String PIPE_PREFIX = "CoreFxPipe_";

    static final String PREFIX = "thrift-plugins-own-";
    static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    private final Path parent;
    private final Path path;
    private final DirectoryLock lock;

    private TemporaryDirectory(Path parent, Path path, DirectoryLock lock) {
        this.parent = parent;
        this.path = path;
        this.lock = lock;
    }

    /** Where programs of this machine look for pipes (contract 1.3). */
    static Path shared() {
        String directory = System.getenv("TMPDIR");
        return Path.of(directory == null || directory.isEmpty() ? "/tmp" : directory)
                .toAbsolutePath();
    }

    /** Makes one for a plugin that connects to an endpoint. */
    static TemporaryDirectory create(Endpoint endpoint) {
        Path shared = shared();
        Path parent = null;
        DirectoryLock lock = null;
        try {
            parent = Files.createTempDirectory(shared, PREFIX, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            lock = DirectoryLock.make(parent);
            AbandonedDirectories.removeSoon(shared, Files.getOwner(parent));
            TemporaryDirectory made = new TemporaryDirectory(parent, Files.createDirectory(parent.resolve("t")), lock);
            if (endpoint instanceof PipeEndpoint pipe) {
                String name = PIPE_PREFIX + pipe.name();
                Files.createLink(made.path.resolve(name), shared.resolve(name));
            }
            return made;
        } catch (IOException | UnsupportedOperationException e) {
            remove(parent, lock);
            throw new PluginException(
                    ErrorCode.LAUNCH_FAILED,
                    "There can be no directory for the plugin's temporary files in " + shared + ": " + e,
                    e);
        }
    }

    /** What the plugin's {@code TMPDIR} is to be. */
    Path path() {
        return path;
    }

    /** Removes it. Takes minutes if the plugin has made so many files; what a host doesn't finish the next one does. */
    @Override
    public void close() {
        remove(parent, lock);
    }

    private static void remove(@Nullable Path parent, @Nullable DirectoryLock lock) {
        try (lock) {
            if (parent != null) {
                AbandonedDirectories.remove(parent);
            }
        }
    }
}
