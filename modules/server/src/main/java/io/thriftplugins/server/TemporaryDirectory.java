package io.thriftplugins.server;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.PluginException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory for the temporary files and pipes of one plugin. The host's pipe is in it as well, as a second name of
 * its socket file; so this must be on the same file system, and is where all pipes are. While its host lives, that
 * holds a lock beside it; what hosts that were killed have left is removed when the next one is made.
 */
final class TemporaryDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TemporaryDirectory.class);

    private static final String PREFIX = "thrift-plugins-own-";
    private static final String LOCK = "lock";
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /** What .NET puts before a pipe's name (contract 1.3). */
    private static final String PIPE_PREFIX = "CoreFxPipe_";

    private final Path parent;
    private final Path path;
    private final FileChannel lock;

    private TemporaryDirectory(Path parent, Path path, FileChannel lock) {
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
        try {
            parent = Files.createTempDirectory(shared, PREFIX, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            FileChannel lock =
                    FileChannel.open(parent.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            FileLock held = lock.lock();
            LOG.trace("Holding {}", held);
            removeAbandoned(shared, Files.getOwner(parent));
            TemporaryDirectory made = new TemporaryDirectory(parent, Files.createDirectory(parent.resolve("t")), lock);
            if (endpoint instanceof PipeEndpoint pipe) {
                String name = PIPE_PREFIX + pipe.name();
                Files.createLink(made.path.resolve(name), shared.resolve(name));
            }
            return made;
        } catch (IOException | UnsupportedOperationException e) {
            if (parent != null) {
                remove(parent);
            }
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

    @Override
    public void close() {
        remove(parent);
        try {
            lock.close();
        } catch (IOException e) {
            LOG.debug("The lock of {} can't be closed", parent, e);
        }
    }

    private static void removeAbandoned(Path shared, UserPrincipal self) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(shared, PREFIX + "*")) {
            for (Path entry : entries) {
                if (isAbandoned(entry, self)) {
                    remove(entry);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("{} can't be searched for what others have left", shared, e);
        }
    }

    /** Of this user, as nobody else can make it; one without a lock is being made, or is none of ours. */
    private static boolean isAbandoned(Path entry, UserPrincipal self) {
        Path file = entry.resolve(LOCK);
        try {
            PosixFileAttributes attributes =
                    Files.readAttributes(entry, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isDirectory()
                    || !attributes.owner().equals(self)
                    || !attributes.permissions().equals(OWNER_ONLY)
                    || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                    @Nullable FileLock lock = channel.tryLock()) {
                return lock != null;
            }
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    private static void remove(Path directory) {
        try {
            SafeRemoval.of(directory);
        } catch (IOException e) {
            LOG.warn("The temporary files of a plugin in {} can't be removed; remove them by hand", directory, e);
        }
    }
}
