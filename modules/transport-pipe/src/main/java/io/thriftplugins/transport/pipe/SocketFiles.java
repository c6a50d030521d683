package io.thriftplugins.transport.pipe;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The public socket files of this JVM, and the private directories that they are made in. One shutdown hook removes
 * those that nobody closed. It is there only while there are any, so that it doesn't keep an unloaded module alive.
 */
final class SocketFiles {

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

    /** A private directory was made: a thread that the JVM's end cuts off can't remove it. */
    static synchronized void add(PrivateDirectory directory) {
        DIRECTORIES.add(directory);
        if (!ended && hook == null) {
            try {
                addHook();
            } catch (IllegalStateException shuttingDown) {
                ended = true;
            }
        }
    }

    static synchronized void remove(PrivateDirectory directory) {
        directory.delete();
        DIRECTORIES.remove(directory);
        releaseHook();
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
            try {
                addHook();
            } catch (IllegalStateException e) {
                throw shutDown(e);
            }
        }
    }

    private static void addHook() {
        Thread thread = new Thread(SocketFiles::removeAll, "thrift-plugins-pipe-cleanup");
        Runtime.getRuntime().addShutdownHook(thread);
        hook = thread;
    }

    private static PluginException shutDown(@Nullable Throwable cause) {
        return new PluginException(
                ErrorCode.CLOSED, "The JVM is shutting down and listens on no more pipes; start before it does", cause);
    }

    private static synchronized void removeAll() {
        ended = true;
        FILES.forEach(SocketFile::unlink);
        FILES.clear();
        DIRECTORIES.forEach(PrivateDirectory::delete);
        DIRECTORIES.clear();
    }
}
