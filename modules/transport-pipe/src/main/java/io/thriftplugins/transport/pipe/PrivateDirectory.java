package io.thriftplugins.transport.pipe;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory that only this user can enter, on the same file system as the public socket files, for the moments in
 * which a socket file is made ready. Closing removes it, and so does the JVM when it ends before.
 */
final class PrivateDirectory implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(PrivateDirectory.class);

    /**
     * With the random part and a one-letter file the path is never longer than that of the shortest public name, so
     * that the limit on the length of paths needs no second check.
     */
    static final String PREFIX = ".tp-";

    private static final int RANDOM_CHARACTERS = 6;

    /** They live for milliseconds. An age says more than a process id, which a container's neighbour can't look up. */
    private static final Duration ABANDONED = Duration.ofMinutes(1);

    private final Path path;

    private PrivateDirectory(Path path) {
        this.path = path;
    }

    /**
     * Makes one.
     *
     * @throws io.thriftplugins.PluginException if the JVM is shutting down
     */
    static PrivateDirectory create(PipeDirectory directory) throws IOException {
        return create(directory, SocketFiles::make);
    }

    /**
     * Makes one that its maker {@linkplain #delete deletes} right away, also while the JVM is shutting down, when
     * plugins are still to be reached.
     */
    static PrivateDirectory forAMoment(PipeDirectory directory) throws IOException {
        return create(directory, PrivateDirectory::make);
    }

    private static PrivateDirectory create(PipeDirectory directory, Making making) throws IOException {
        while (true) {
            Path path = directory.path().resolve(PREFIX + RandomName.ofLength(RANDOM_CHARACTERS));
            try {
                PrivateDirectory created = new PrivateDirectory(path);
                making.make(created);
                return created;
            } catch (FileAlreadyExistsException taken) {
                LOG.trace("{} is taken", path);
            }
        }
    }

    private interface Making {
        void make(PrivateDirectory directory) throws IOException;
    }

    /** The directory itself. */
    Path path() {
        return path;
    }

    /** A place for the new socket. */
    Path socket() {
        return path.resolve("s");
    }

    /** A place for a link to a lock. */
    Path link() {
        return path.resolve("l");
    }

    @Override
    public void close() {
        SocketFiles.remove(this);
    }

    /** For {@link SocketFiles}. */
    void make() throws IOException {
        Files.createDirectory(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    void delete() {
        try {
            Files.deleteIfExists(socket());
            Files.deleteIfExists(link());
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("The directory {} could not be removed; remove it by hand", path, e);
        }
    }

    /** Removes what processes of this user left behind that were killed at a bad moment: directories, and locks. */
    static void removeAbandoned(PipeDirectory directory, UserPrincipal owner) {
        FileTime limit = FileTime.from(Instant.now().minus(ABANDONED));
        try (DirectoryStream<Path> candidates = Files.newDirectoryStream(directory.path(), PREFIX + "*")) {
            for (Path candidate : candidates) {
                removeIfAbandoned(candidate, owner, limit);
            }
        } catch (IOException e) {
            LOG.debug("Looking for abandoned directories in {} failed", directory.path(), e);
        }
    }

    private static void removeIfAbandoned(Path candidate, UserPrincipal owner, FileTime limit) {
        try {
            PosixFileAttributes attributes =
                    Files.readAttributes(candidate, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.owner().equals(owner)
                    || attributes.lastModifiedTime().compareTo(limit) > 0) {
                return;
            }
            if (attributes.isDirectory()) {
                new PrivateDirectory(candidate).delete();
            } else if (attributes.isRegularFile() && candidate.toString().endsWith(NameLock.SUFFIX)) {
                Files.deleteIfExists(candidate);
            }
        } catch (IOException e) {
            LOG.debug("{} could not be removed", candidate, e);
        }
    }
}
