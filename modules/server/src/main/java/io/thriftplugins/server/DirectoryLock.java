package io.thriftplugins.server;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells other hosts of the same user that the host lives that made a directory, or that somebody is removing it: a
 * lock on a file in it, which the system frees when its holder dies. Safe for use by many threads.
 */
final class DirectoryLock implements Closeable {

    /** The lock's file. Whoever removes the directory removes this last, or nobody would find the rest. */
    static final Path FILE = Path.of("lock");

    /** Its name until it is locked, so that nobody sees it unlocked. */
    static final Path NEW = Path.of("lock.new");

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryLock.class);

    /**
     * Directories whose locks this JVM holds. It must not open their files once more: closing any descriptor of a file
     * frees all locks that the process has on it (see {@link java.nio.channels.FileLock}).
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Locks a directory that was just made.
     *
     * @throws IOException if it was removed meanwhile, or locks don't exist where it is
     */
    static DirectoryLock make(Path directory) throws IOException {
        HELD.add(directory);
        Path hidden = directory.resolve(NEW);
        FileChannel channel = null;
        try {
            channel = FileChannel.open(hidden, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            LOG.trace("Holding {}", channel.lock());
            Files.move(hidden, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
            return new DirectoryLock(directory, channel);
        } catch (IOException | RuntimeException | Error e) {
            free(directory, channel);
            throw e;
        }
    }

    /**
     * Locks a directory whose host is gone.
     *
     * @return null if the lock is another one's, or there is none
     */
    static @Nullable DirectoryLock takeOver(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !HELD.add(directory)) {
            return null;
        }
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            taken = channel.tryLock() != null;
            return taken ? new DirectoryLock(directory, channel) : null;
        } finally {
            if (!taken) {
                free(directory, channel);
            }
        }
    }

    /** Frees it. Its file stays, unless the directory was removed. */
    @Override
    public void close() {
        free(directory, channel);
    }

    private static void free(Path directory, @Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            LOG.debug("The lock of {} can't be closed", directory, e);
        } finally {
            // Only now: until then somebody who opened the file would free it.
            HELD.remove(directory);
        }
    }
}
