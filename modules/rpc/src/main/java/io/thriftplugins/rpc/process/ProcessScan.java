package io.thriftplugins.rpc.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What only Linux's {@code /proc} tells about other processes (proc(5)). Elsewhere nothing is found. */
final class ProcessScan {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessScan.class);
    private static final boolean LINUX = System.getProperty("os.name", "").startsWith("Linux");
    private static final Path PROC = Path.of("/proc");

    private ProcessScan() {}

    /** The processes that were started with a mark in their environment, so far as this user may read it. */
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
                        .filter(handle -> environment(entry).contains(mark))
                        .ifPresent(found::add);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("{} can't be searched for processes", PROC, e);
        }
        return found;
    }

    /** Empty for other users' processes, for kernel threads, and for zombies. */
    private static String environment(Path entry) {
        return read(entry.resolve("environ"));
    }

    /** Whether a process is dead and only waits for its parent to take notice, which that may never do. */
    static boolean isZombie(long pid) {
        if (!LINUX) {
            return false;
        }
        String stat = read(PROC.resolve(Long.toString(pid)).resolve("stat"));
        // The name before the state is in parentheses and may itself have some.
        int end = stat.lastIndexOf(')');
        return end >= 0 && stat.startsWith(") Z", end);
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
