package io.thriftplugins.rpc.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What only Linux's {@code /proc} tells about other processes (proc(5)). Elsewhere nothing is found. */
final class ProcessScan {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessScan.class);
    private static final boolean LINUX = System.getProperty("os.name", "").startsWith("Linux");
    private static final Path PROC = Path.of("/proc");

    private ProcessScan() {}

    /** The processes that were started with a launch mark in their environment, so far as this user may read it. */
    static List<ProcessHandle> marked(String mark) {
        List<ProcessHandle> found = new ArrayList<>();
        if (!LINUX) {
            return found;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                long pid = Long.parseLong(entry.getFileName().toString());
                // The handle first: it remembers when its process started, so if the number passes to another process
                // before the environment is read, the handle is dead and ends nobody.
                ProcessHandle.of(pid)
                        .filter(handle -> LaunchMarks.areIn(environment(pid), mark))
                        .ifPresent(found::add);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("{} can't be searched for processes", PROC, e);
        }
        return found;
    }

    /** Empty for other users' processes, for kernel threads, and for zombies. */
    static String environment(long pid) {
        return read(PROC.resolve(Long.toString(pid)).resolve("environ"));
    }

    /** Whether a process is dead and only waits for its parent to take notice, which that may never do. */
    static boolean isZombie(long pid) {
        if (!LINUX) {
            return false;
        }
        Path directory = PROC.resolve(Long.toString(pid));
        String stat = read(directory.resolve("stat"));
        // The name before the state is in parentheses and may itself have some.
        int end = stat.lastIndexOf(')');
        return end >= 0 && stat.startsWith(") Z", end) && !hasOtherThreads(directory);
    }

    /** A process shows as a zombie too when its first thread has ended before the others. */
    private static boolean hasOtherThreads(Path directory) {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(directory.resolve("task"))) {
            Iterator<Path> each = threads.iterator();
            each.next();
            return each.hasNext();
        } catch (IOException | DirectoryIteratorException | NoSuchElementException e) {
            return false; // It has ended just now.
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
