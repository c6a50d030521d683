package io.thriftplugins.transport.pipe;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The public socket files of this JVM. One shutdown hook removes those that nobody closed. It is there only while there
 * are such files, so that it doesn't keep an unloaded module alive.
 */
final class SocketFiles {

    private static final Set<SocketFile> FILES = new HashSet<>();
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

    private static void releaseHook() {
        if (FILES.isEmpty() && hook != null && !ended) {
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
        FILES.forEach(SocketFile::unlink);
        FILES.clear();
    }
}
