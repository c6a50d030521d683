package io.thriftplugins.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process that this one didn't start, known by more than its number: a later process with the same number is another
 * one.
 */
final class ParentProcess {

    /** Compares the time that the process started at as well, so that a reused pid isn't taken for it. */
    private final ProcessHandle handle;

    private ParentProcess(ProcessHandle handle) {
        this.handle = handle;
    }

    static Optional<ParentProcess> find(long pid) {
        return ProcessHandle.of(pid).map(ParentProcess::new).filter(ParentProcess::isAlive);
    }

    long pid() {
        return handle.pid();
    }

    boolean isAlive() {
        return handle.isAlive() && !isZombie(handle.pid());
    }

    /**
     * A process that was killed stays in the table until its own parent asks for its exit code, and some never do, as
     * those that run as pid 1 of a container. To the JDK it is alive all that time.
     */
    private static boolean isZombie(long pid) {
        Path directory = Path.of("/proc", Long.toString(pid));
        try {
            // proc(5): "pid (command) state ...", where the command may hold any byte, parentheses too.
            String stat = Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1);
            int state = stat.lastIndexOf(')') + 2;
            return state < stat.length() && stat.charAt(state) == 'Z' && !hasOtherThreads(directory);
        } catch (IOException e) {
            return false; // not Linux, or it ended just now: then the handle tells
        }
    }

    /** A process shows as a zombie too when its first thread has ended before the others. */
    private static boolean hasOtherThreads(Path directory) throws IOException {
        try (var threads = Files.newDirectoryStream(directory.resolve("task"))) {
            var each = threads.iterator();
            each.next();
            return each.hasNext();
        }
    }
}
