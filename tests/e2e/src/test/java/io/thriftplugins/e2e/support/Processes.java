package io.thriftplugins.e2e.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** What {@code /proc} tells about processes. */
public final class Processes {

    private static final Path PROC = Path.of("/proc");

    private Processes() {}

    /** The processes that have a variable of this value in their environment. */
    public static List<Long> withVariable(String name, String value) throws IOException {
        String entry = "\0" + name + "=" + value + "\0";
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries.map(path -> path.getFileName().toString())
                    .filter(file -> file.chars().allMatch(Character::isDigit))
                    .map(Long::parseLong)
                    .filter(pid -> ("\0" + read(pid, "environ")).contains(entry))
                    .toList();
        }
    }

    /** Whether a process runs; one that has ended and waits for its parent to notice does not. */
    public static boolean isAlive(long pid) {
        String stat = read(pid, "stat");
        return !stat.isEmpty() && !stat.startsWith(") Z", stat.lastIndexOf(')'));
    }

    public static void awaitEnd(long pid) {
        Awaitility.await("the end of process " + pid)
                .atMost(Duration.ofSeconds(20))
                .until(() -> !isAlive(pid));
    }

    private static String read(long pid, String file) {
        try {
            return new String(
                    Files.readAllBytes(PROC.resolve(Long.toString(pid)).resolve(file)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
