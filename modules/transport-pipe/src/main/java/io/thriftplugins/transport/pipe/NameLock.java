package io.thriftplugins.transport.pipe;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Held by the one process that may remove the stale socket file of a name. Without it, of two processes that found the
 * file dead the slower one would remove what the faster one has put in its place. The system frees it when its holder
 * dies.
 *
 * <p>It is a lock on a file that the holder removes at the end. So whoever gets it has to make sure that the file still
 * has its name. The JDK can't ask an open file for its identity; a hard link that was made first can be asked.
 */
final class NameLock implements Closeable {

    /**
     * What the lock's file has after the name of the socket file, which comes after {@link PrivateDirectory#PREFIX}.
     */
    static final String SUFFIX = ".lock";

    private static final Logger LOG = LoggerFactory.getLogger(NameLock.class);

    /** It is held for as long as a connect to a dead socket takes, unless the holder is stopped. */
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    /** Locks of files are between processes; closing the file in one thread would free the other one's. */
    private static final ReentrantLock WITHIN_JVM = new ReentrantLock();

    private final Path file;
    private final FileChannel channel;

    private NameLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Waits for the lock.
     *
     * @param name the socket file
     * @param link where the hard link may be for a moment, a place of our own on the same file system
     * @throws IOException if another process holds it for too long
     */
    static NameLock acquire(Path name, Path link) throws IOException {
        Path file = name.resolveSibling(PrivateDirectory.PREFIX + name.getFileName() + SUFFIX);
        long start = System.nanoTime();
        WITHIN_JVM.lock();
        try {
            while (System.nanoTime() - start < LIMIT_NANOS) {
                FileChannel channel = tryAcquire(file, link);
                if (channel != null) {
                    return new NameLock(file, channel);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
            throw new IOException("Another process holds " + file + "; is it stopped?");
        } catch (IOException | RuntimeException e) {
            WITHIN_JVM.unlock();
            throw e;
        }
    }

    private static @Nullable FileChannel tryAcquire(Path file, Path link) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException others) {
            LOG.trace("{} is there already", file);
        }
        FileChannel channel;
        try {
            Files.createLink(link, file);
            channel = FileChannel.open(link, StandardOpenOption.WRITE);
        } catch (NoSuchFileException gone) {
            return null;
        }
        try {
            if (channel.tryLock() != null && Files.isSameFile(file, link)) {
                return channel;
            }
            channel.close();
            return null;
        } catch (NoSuchFileException gone) {
            channel.close();
            return null;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        } finally {
            Files.delete(link);
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            Files.delete(file);
        } finally {
            WITHIN_JVM.unlock();
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
