package io.thriftplugins.rpc.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may be ended; the rest is in the tests of the server's PluginProcess. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Elsewhere nobody can say which number the next process gets")
final class ProcessTreeTest {

    /** The number that was given out last; who may write it decides on the next one (proc(5)). */
    private static final Path LAST_PID = Path.of("/proc/sys/kernel/ns_last_pid");

    private final List<Process> started = new ArrayList<>();
    private final List<ProcessHandle> theirs = new ArrayList<>();

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
        theirs.forEach(ProcessHandle::destroyForcibly);
    }

    private Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command).start();
        started.add(process);
        return process;
    }

    @Test
    @DisplayName("a process that got the number of one that had to be ended lives on (checklist 50)")
    void reusedNumber() throws Exception {
        if (!Files.isWritable(LAST_PID)) {
            skip("Only root may choose numbers of processes");
        }
        Process parent = start("sh", "-c", "sleep 600 & echo $!; wait; echo reaped; read end");
        BufferedReader output = parent.inputReader();
        long pid = Long.parseLong(output.readLine());
        ProcessTree tree = new ProcessTree(parent.toHandle(), null);
        tree.note();
        ProcessHandle child = ProcessHandle.of(pid).orElseThrow();
        Instant started = child.info().startInstant().orElseThrow();
        child.destroyForcibly();
        assertThat(output.readLine()).isEqualTo("reaped");

        Process other = startAs(pid, started);
        // It was found to have a child by the number alone.
        ProcessHandle childOfOther =
                ProcessHandle.of(Long.parseLong(other.inputReader().readLine())).orElseThrow();
        theirs.add(childOfOther);
        assertThat(tree.end(Duration.ofMillis(100), Duration.ofMillis(300))).isEmpty();

        assertThat(other.isAlive()).isTrue();
        assertThat(ProcessTree.isAlive(childOfOther)).isTrue();
    }

    @Test
    @DisplayName("a process that bears the mark is ended, one that only mentions it or bears half of it is not")
    void marks() throws Exception {
        String mark = UUID.randomUUID().toString();
        Process own = startMarked(LaunchMarks.VARIABLE, UUID.randomUUID() + "/" + mark);
        Process descendant = startMarked(LaunchMarks.VARIABLE, mark + "/" + UUID.randomUUID());
        Process other = startMarked("ABOUT", mark);
        Process half = startMarked(LaunchMarks.VARIABLE, "0" + mark);

        ProcessTree tree = new ProcessTree(start("sleep", "600").toHandle(), mark);
        assertThat(tree.end(Duration.ofSeconds(10), Duration.ofSeconds(10))).isEmpty();

        assertThat(List.of(own, descendant)).noneMatch(process -> ProcessTree.isAlive(process.toHandle()));
        assertThat(List.of(other, half)).allMatch(Process::isAlive);
    }

    private Process startMarked(String variable, String value) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("sleep", "600");
        builder.environment().put(variable, value);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1", "1-1-1-1-1", "/"})
    @DisplayName("what is no mark, and would be found in every process, is refused (checklist 50)")
    void noMark(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ProcessTree(ProcessHandle.current(), text));
    }

    @Test
    @DisplayName("a process whose first thread has ended is alive as long as it has others")
    void firstThreadHasEnded() throws Exception {
        Process process = startPython("""
                import ctypes, os, threading, time
                threading.Thread(target=time.sleep, args=(600,)).start()
                print(os.getpid(), flush=True)
                ctypes.CDLL(None).pthread_exit(None)
                """);
        assertThat(process.inputReader().readLine()).isEqualTo(Long.toString(process.pid()));
        await().until(() -> Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"))
                .contains(") Z "));

        assertThat(ProcessTree.isAlive(process.toHandle())).isTrue();
    }

    private Process startPython(String program) throws IOException {
        try {
            return start("python3", "-c", program);
        } catch (IOException e) {
            return skip("There is no Python: " + e.getMessage());
        }
    }

    @Test
    @DisplayName("what was noted, and is still the same process, is ended")
    void noted() throws Exception {
        Process parent = start("sh", "-c", "sleep 600 & echo $!; wait; read end");
        long pid = Long.parseLong(parent.inputReader().readLine());
        ProcessTree tree = new ProcessTree(parent.toHandle(), null);
        tree.note();
        ProcessHandle child = ProcessHandle.of(pid).orElseThrow();

        assertThat(tree.end(Duration.ofSeconds(10), Duration.ofSeconds(10))).isEmpty();

        await().until(() -> !ProcessTree.isAlive(child));
        assertThat(parent.isAlive()).isTrue();
    }

    /**
     * Others start processes too, so it may take a few attempts. The kernel tells when a process started in hundredths
     * of a second; within one of them nobody could tell the two apart, and no system gives a number out again so soon.
     */
    private Process startAs(long pid, Instant notStarted) throws IOException {
        // Or the first attempt would have to be repeated at once, and the JDK take the second process of this number
        // for the first one, which has ended.
        await().until(() -> Instant.now().isAfter(notStarted.plusMillis(50)));
        for (int i = 0; i < 200; i++) {
            try {
                Files.writeString(LAST_PID, Long.toString(pid - 1));
            } catch (IOException e) {
                return skip("The system doesn't let this process choose numbers: " + e.getMessage());
            }
            Process process = start("sh", "-c", "sleep 600 & echo $!; wait");
            boolean later = process.info()
                    .startInstant()
                    .filter(started -> started.isAfter(notStarted))
                    .isPresent();
            if (process.pid() == pid && later) {
                return process;
            }
            // Its child is there when it has said so.
            String unused = process.inputReader().readLine();
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.toHandle().destroyForcibly();
            process.onExit().join();
        }
        return skip("The number " + pid + " was not given out again");
    }

    /** On the build server that is a failure. */
    private static Process skip(String reason) {
        return "true".equals(System.getenv("CI")) ? fail(reason) : abort(reason);
    }
}
