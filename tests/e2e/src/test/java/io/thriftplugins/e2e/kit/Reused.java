package io.thriftplugins.e2e.kit;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Gives the number of a process that has ended to another one, where the system lets this process choose. */
public final class Reused {

    /** The number that was given out last; who may write it decides on the next one (proc(5)). */
    private static final Path LAST_PID = Path.of("/proc/sys/kernel/ns_last_pid");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Reused() {}

    /** Skips the test where numbers can't be chosen; on the build server that is a failure. */
    public static void require() {
        if (!Files.isWritable(LAST_PID)) {
            Skip.unlessOnBuildServer("Only root may choose numbers of processes, by writing " + LAST_PID);
        }
    }

    /**
     * Starts a process of this number that does nothing. Others start processes too, so it may take a few attempts.
     * The kernel tells when a process started in hundredths of a second; within one of them nobody could tell the two
     * apart, and no system gives a number out again so soon.
     *
     * @param notStarted when the process before was started
     */
    public static Process start(long pid, Instant notStarted) throws IOException, InterruptedException {
        // Or the first attempt would have to be repeated at once, and the JDK take the second process of this number
        // for the first one, which has ended.
        await().until(() -> Instant.now().isAfter(notStarted.plusMillis(50)));
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - giveUpAt < 0) {
            try {
                Files.writeString(LAST_PID, Long.toString(pid - 1));
            } catch (IOException e) {
                return Skip.unlessOnBuildServer(
                        "The system doesn't let this process choose numbers: " + e.getMessage());
            }
            Process process = new ProcessBuilder("sleep", "600").start();
            boolean later = process.info()
                    .startInstant()
                    .filter(started -> started.isAfter(notStarted))
                    .isPresent();
            if (process.pid() == pid && later) {
                return process;
            }
            // By its start, whatever the JDK thinks of the number.
            process.toHandle().destroyForcibly();
            process.waitFor();
        }
        return Skip.unlessOnBuildServer("The number " + pid + " was not given out again");
    }

    /** Whether a process that nobody may end is there, for long enough to see it end. */
    public static boolean livesOn(Process process) throws InterruptedException {
        return !process.waitFor(300, TimeUnit.MILLISECONDS);
    }
}
