package io.thriftplugins.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class ParentWatchTest {

    private final BlockingQueue<HostGone> told = new LinkedBlockingQueue<>();
    private final List<ProcessHandle> processes = new ArrayList<>();

    @AfterEach
    void killWhatIsLeft() {
        processes.forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    @DisplayName("a host killed with SIGKILL is noticed within 5 s (checklist 46)")
    void notices_a_killed_process() throws Exception {
        Process host = start("sleep", "600");
        try (ParentWatch watch = watch(host.pid())) {
            host.destroyForcibly();

            assertThat(told.poll(5, TimeUnit.SECONDS)).isEqualTo(HostGone.ENDED);
            assertThat(watch).isNotNull();
        }
    }

    @Test
    @DisplayName("a host that was killed, and whose exit code nobody asks for, is gone (checklist 46)")
    @EnabledOnOs(OS.LINUX)
    void notices_a_killed_process_that_stays_as_a_zombie() throws Exception {
        long host = startGrandchild("sleep 600");
        try (ParentWatch watch = watch(host)) {
            kill("KILL", host);

            assertThat(told.poll(5, TimeUnit.SECONDS)).isEqualTo(HostGone.ENDED);
            assertThat(ProcessHandle.of(host)).as("to the JDK it is alive").isPresent();
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void finds_a_zombie_gone_at_once() throws Exception {
        long host = startGrandchild("exit 0");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> ParentProcess.find(host).isEmpty());
        try (ParentWatch watch = watch(host)) {
            assertThat(told.poll()).isEqualTo(HostGone.NOT_FOUND);
            assertThat(watch).isNotNull();
        }
    }

    @Test
    @DisplayName("a host that is paused is not gone (checklist 47)")
    void waits_for_a_stopped_process() throws Exception {
        Process host = start("sleep", "600");
        try (ParentWatch watch = watch(host.pid())) {
            kill("STOP", host.pid());

            await().during(Duration.ofMillis(1500))
                    .atMost(Duration.ofSeconds(3))
                    .until(told::isEmpty);
            kill("KILL", host.pid());
            assertThat(told.poll(5, TimeUnit.SECONDS)).isEqualTo(HostGone.ENDED);
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void tells_at_once_that_there_is_no_such_process() {
        try (ParentWatch watch = watch(Long.MAX_VALUE)) {
            assertThat(told.poll()).isEqualTo(HostGone.NOT_FOUND);
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void is_silent_about_its_own_process() {
        try (ParentWatch watch = watch(ProcessHandle.current().pid())) {
            assertThat(told).isEmpty();
            assertThat(watchThreads(ProcessHandle.current().pid())).isZero();
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void tells_nothing_and_has_no_thread_once_closed() throws Exception {
        Process host = start("sleep", "600");
        ParentWatch watch = watch(host.pid());
        assertThat(watchThreads(host.pid())).isEqualTo(1);
        watch.close();
        watch.close();

        await().atMost(Duration.ofSeconds(5)).until(() -> watchThreads(host.pid()) == 0);
        host.destroyForcibly().waitFor();
        assertThat(told).isEmpty();
    }

    @Test
    @SuppressWarnings("try") // closing in the middle is what is tested
    void notices_the_end_of_the_input_and_drops_what_comes_before() throws Exception {
        try (PipedOutputStream other = new PipedOutputStream();
                InputStream input = new PipedInputStream(other)) {
            StandardInput standardInput = new StandardInput(input);
            try (ParentWatch watch = ParentWatch.start(OptionalLong.empty(), true, standardInput, told::add)) {
                other.write(new byte[2000]);
                assertThat(told).isEmpty();
                other.close();

                assertThat(told.poll(5, TimeUnit.SECONDS)).isEqualTo(HostGone.INPUT_ENDED);
                assertThat(watch).isNotNull();
            }
            try (ParentWatch late = ParentWatch.start(OptionalLong.empty(), true, standardInput, told::add)) {
                assertThat(told.poll()).isEqualTo(HostGone.INPUT_ENDED);
                assertThat(late).isNotNull();
            }
        }
    }

    @Test
    void tells_only_once() throws Exception {
        Process host = start("sleep", "600");
        try (ParentWatch watch = ParentWatch.start(
                OptionalLong.of(host.pid()), true, new StandardInput(InputStream.nullInputStream()), told::add)) {
            assertThat(told.poll(5, TimeUnit.SECONDS)).isEqualTo(HostGone.INPUT_ENDED);
            host.destroyForcibly().waitFor();

            await().atMost(Duration.ofSeconds(5)).until(() -> watchThreads(host.pid()) == 0);
            assertThat(told).isEmpty();
            assertThat(watch).isNotNull();
        }
    }

    private ParentWatch watch(long pid) {
        return ParentWatch.start(
                OptionalLong.of(pid), false, new StandardInput(InputStream.nullInputStream()), told::add);
    }

    private static int watchThreads(long pid) {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("thrift-plugins-parent-" + pid))
                .count();
    }

    private Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command).start();
        processes.add(process.toHandle());
        return process;
    }

    /** A process whose parent never asks for its exit code: the shell has turned into another program. */
    private long startGrandchild(String command) throws IOException {
        Process parent = start("sh", "-c", "(" + command + ") & echo $!; exec sleep 600 >/dev/null");
        try (BufferedReader out = parent.inputReader()) {
            long pid = Long.parseLong(out.readLine());
            ProcessHandle.of(pid).ifPresent(processes::add);
            // As long as it is a shell, it does ask.
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> parent.info()
                            .command()
                            .filter(program -> !program.endsWith("sh"))
                            .isPresent());
            return pid;
        }
    }

    private static void kill(String signal, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }
}
