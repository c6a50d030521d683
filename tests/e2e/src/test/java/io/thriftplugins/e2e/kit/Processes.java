package io.thriftplugins.e2e.kit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Looks at processes, and kills those that tests have started. */
public final class Processes {

    /** Fields of a line in /proc/net/tcp, and what stands in one: see proc_net_tcp.txt of the kernel. */
    private static final int STATE = 3;

    private static final int INODE = 9;
    private static final String ESTABLISHED = "01";

    /** No state of a process. */
    private static final char GONE = ' ';

    private Processes() {}

    public static void awaitGone(long pid) {
        await("the end of process " + pid).atMost(Duration.ofSeconds(20)).until(() -> !isAlive(pid));
    }

    /** A killed process whose parent doesn't ask for its exit code is dead all the same. */
    public static boolean isAlive(long pid) {
        if (ProcessHandle.of(pid).map(handle -> !handle.isAlive()).orElse(true)) {
            return false;
        }
        char state = state(Path.of("/proc", Long.toString(pid)));
        return state != GONE && state != 'Z';
    }

    /** What a process or thread does, as in proc(5). */
    private static char state(Path entry) {
        try {
            String stat = Files.readString(entry.resolve("stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return GONE;
        }
    }

    /** With SIGKILL. */
    public static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    /** Freezes a process, with SIGSTOP. One of its threads takes the signal and then stops the others. */
    public static void pause(long pid) {
        signal("STOP", pid);
        Path threads = Path.of("/proc", Long.toString(pid), "task");
        await("process " + pid + " to be frozen").until(() -> standStill(threads));
    }

    /** Whether none does anything; true where that can't be seen. */
    private static boolean standStill(Path threads) {
        try (Stream<Path> entries = Files.list(threads)) {
            return entries.map(Processes::state).allMatch(state -> state == 'T' || state == 'Z' || state == GONE);
        } catch (IOException e) {
            return true;
        }
    }

    /** Lets a frozen process go on. */
    public static void resume(long pid) {
        signal("CONT", pid);
    }

    private static void signal(String name, long pid) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new AssertionError("kill ended with " + code);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The sockets that a process has open, by the numbers that the kernel gives them: a new one has a new number. */
    public static Set<String> sockets(long pid) throws IOException {
        Set<String> sockets = new TreeSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path descriptor : descriptors.toList()) {
                String target = readLink(descriptor);
                if (target.startsWith("socket:")) {
                    sockets.add(target);
                }
            }
        }
        return sockets;
    }

    /** How many of a process's TCP connections are established, at the other end too. */
    public static long tcpConnections(long pid) throws IOException {
        Set<String> own = sockets(pid);
        long established = 0;
        for (String table : List.of("tcp", "tcp6")) {
            try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "net", table))) {
                established += lines.map(line -> line.strip().split(" +"))
                        .filter(fields -> fields[STATE].equals(ESTABLISHED))
                        .filter(fields -> own.contains("socket:[" + fields[INODE] + "]"))
                        .count();
            }
        }
        return established;
    }

    /** The number that a program wrote into a file, as soon as it is there. */
    public static long pidIn(Path file) {
        await("a process id in " + file)
                .atMost(Duration.ofSeconds(30))
                .until(() -> Files.exists(file) && Files.readString(file).endsWith("\n"));
        try {
            return Long.parseLong(Files.readString(file).strip());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String readLink(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }
}
