package io.thriftplugins.transport.pipe;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The public socket files of this JVM, and the private directories that they are made in. One shutdown hook removes
 * those that nobody closed. It is there only while there are any, so that it doesn't keep an unloaded module alive.
 */
final class SocketFiles {

    /** How long the JVM's end waits for threads that make sockets; one of them may be what ends it, and waits, too. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final Set<SocketFile> FILES = new HashSet<>();
    private static final Set<PrivateDirectory> DIRECTORIES = new HashSet<>();
    private static @Nullable Thread hook;
    private static boolean ended;

    private SocketFiles() {}

    /**
     * Gives a socket its public name.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken
     */
    static synchronized SocketFile publish(Path hidden, Path name) throws IOException {
        SocketFile file = new SocketFile(hidden, name);
        prepareForExit();
        try {
            file.link(hidden);
            FILES.add(file);
        } finally {
            releaseHook();
        }
        return file;
    }

    static synchronized void remove(SocketFile file) {
        if (FILES.remove(file)) {
            file.unlink();
            releaseHook();
        }
    }

    /**
     * Makes a private directory. A thread that the JVM's end cuts off can't remove it, so the hook is there before.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken
     */
    static synchronized void make(PrivateDirectory directory) throws IOException {
        prepareForExit();
        try {
            directory.make();
            DIRECTORIES.add(directory);
        } finally {
            releaseHook();
        }
    }

    static synchronized void remove(PrivateDirectory directory) {
        if (DIRECTORIES.remove(directory)) {
            directory.delete();
            releaseHook();
            SocketFiles.class.notifyAll();
        }
    }

    private static void releaseHook() {
        if (FILES.isEmpty() && DIRECTORIES.isEmpty() && hook != null && !ended) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
                hook = null;
            } catch (IllegalStateException shuttingDown) {
                ended = true;
            }
        }
    }

    private static void prepareForExit() {
        if (ended) {
            throw shutDown(null);
        }
        if (hook == null) {
            Thread thread = new Thread(SocketFiles::removeAll, "thrift-plugins-pipe-cleanup");
            try {
                Runtime.getRuntime().addShutdownHook(thread);
            } catch (IllegalStateException e) {
                ended = true;
                throw shutDown(e);
            }
            hook = thread;
        }
    }

    private static PluginException shutDown(@Nullable Throwable cause) {
        return new PluginException(
                ErrorCode.CLOSED, "The JVM is shutting down and listens on no more pipes; start before it does", cause);
    }

    private static synchronized void removeAll() {
        ended = true;
        awaitDirectories();
        FILES.forEach(SocketFile::unlink);
        FILES.clear();
        DIRECTORIES.forEach(PrivateDirectory::delete);
        DIRECTORIES.clear();
    }

    /** Who is in one needs a moment only, and may hold a lock, which is a file as well. */
    private static void awaitDirectories() {
        long start = System.nanoTime();
        try {
            for (long left = PATIENCE_NANOS; !DIRECTORIES.isEmpty() && left > 0; ) {
                TimeUnit.NANOSECONDS.timedWait(SocketFiles.class, left);
                left = PATIENCE_NANOS - (System.nanoTime() - start);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
