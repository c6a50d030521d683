package io.thriftplugins.server;

import static io.thriftplugins.server.Scripts.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class OutputPumpTest {

    private static final long FLOOD = 100L * 1024 * 1024;

    private final Launch launch = new Launch();

    @TempDir
    Path directory;

    @AfterEach
    void end() {
        launch.close();
    }

    private PluginSource plugin(String... lines) {
        return PluginSource.of(script(directory, "plugin", lines));
    }

    @Test
    void lines_arrive_while_the_process_runs() {
        PluginProcess process = launch.start(plugin("echo out", "echo err >&2", "read end"));
        await().untilAsserted(() -> {
            assertThat(launch.stdout).containsExactly("out");
            assertThat(launch.stderr).containsExactly("err");
        });
        assertThat(process.stderrTail()).containsExactly("err");
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    @DisplayName("garbage on stdout is harmless (checklist 17)")
    void garbage() {
        ProcessEnd end = launch.run(plugin("head -c 300000 /dev/urandom", "echo", "echo fine"));
        assertThat(end.exitCode()).isZero();
        assertThat(launch.stdout).last().isEqualTo("fine");
        assertThat(launch.stdout).hasSizeGreaterThan(300_000 / LineSplitter.LIMIT);
    }

    @Test
    @DisplayName("100 MB without a newline on both streams: no hang, no memory growth (checklist 18)")
    void flood() {
        String flood = "head -c " + FLOOD + " /dev/zero | tr '\\0' x";
        AtomicLong out = new AtomicLong();
        AtomicLong err = new AtomicLong();
        AtomicInteger longest = new AtomicInteger();
        AtomicLong mostUsed = new AtomicLong();
        long usedBefore = used();
        ProcessOutput output = new ProcessOutput(
                line -> {
                    longest.accumulateAndGet(line.length(), Math::max);
                    long before = out.getAndAdd(line.length());
                    if (before / (FLOOD / 4) != out.get() / (FLOOD / 4)) {
                        mostUsed.accumulateAndGet(used(), Math::max);
                    }
                },
                line -> err.addAndGet(line.length()));
        ProcessEnd end = Launch.get(
                launch.start(plugin(flood + " >&2 &", flood, "wait"), output).onExit());
        assertThat(end.exitCode()).isZero();
        assertThat(out).hasValue(FLOOD);
        assertThat(err).hasValue(FLOOD);
        assertThat(longest.get()).isLessThanOrEqualTo(LineSplitter.LIMIT);
        // Tests beside this one may have given memory back meanwhile.
        assertThat(mostUsed).hasPositiveValue();
        assertThat(mostUsed.get() - usedBefore).isLessThan(FLOOD / 4);
        assertThat(end.stderrTail()).hasSize(OutputTail.LINES).allMatch(line -> line.length() == OutputTail.WIDTH);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void a_flooding_plugin_holds_up_no_other() {
        launch.start(plugin("cat /dev/zero"), new ProcessOutput(line -> {}, line -> {}));
        Path other = script(directory, "other-plugin", "echo here", "read end");
        launch.start(PluginSource.of(other));
        await().until(() -> launch.stdout.contains("here"));
    }

    @Test
    void what_is_in_the_pipes_at_the_end_arrives_though_a_descendant_holds_them_open() {
        // Nearly as much as a pipe holds, so that most of it is still there when the process ends.
        ProcessEnd end = launch.run(plugin("sleep 1000 &", "seq 1 9000", "echo last >&2", "exit 3"));
        assertThat(end.exitCode()).isEqualTo(3);
        assertThat(launch.stdout).hasSize(9000).last().isEqualTo("9000");
        assertThat(end.stderrTail()).containsExactly("last");
    }

    @Test
    void a_descendant_that_floods_the_pipe_of_an_ended_process_stops_nothing() {
        launch.start(plugin("trap '' TERM", "cat /dev/zero &", "exit 4"), new ProcessOutput(line -> {}, line -> {}));
        ProcessEnd end = launch.run(PluginSource.of(script(directory, "other-plugin", "echo here")));
        assertThat(end.exitCode()).isZero();
        assertThat(launch.stdout).containsExactly("here");
    }

    /**
     * When a process ends, the JDK's reaper reads its pipe until that is empty, and keeps everybody else from it.
     * Writers that wait for a full pipe leave it empty for a moment, so that this ends.
     */
    @Test
    void descendants_that_flood_the_pipe_and_are_not_found_stop_nothing_and_end() {
        PluginProcess ended = launch.start(
                plugin(
                        "for i in 1 2 3 4; do",
                        "(env -i setsid sh -c 'echo $$ > \"" + directory + "\"/pid-'$i'; exec cat /dev/zero' &)",
                        "done",
                        "until [ -s '" + directory + "/pid-4' ]; do sleep 0.1; done",
                        "exit 5"),
                new ProcessOutput(line -> {}, line -> {}));
        try {
            await().until(() -> !ended.isAlive());

            launch.run(PluginSource.of(script(directory, "other-plugin", "echo here")));

            assertThat(launch.stdout).containsExactly("here");
            assertThat(Launch.get(ended.onExit()).exitCode()).isEqualTo(5);
            await().until(() -> floods().isEmpty());
        } finally {
            floods().forEach(ProcessHandle::destroyForcibly);
        }
    }

    private List<ProcessHandle> floods() {
        return ProcessHandle.allProcesses()
                .filter(process -> IntStream.rangeClosed(1, 4)
                        .anyMatch(i -> Long.toString(process.pid()).equals(pidIn(directory.resolve("pid-" + i)))))
                .filter(Launch::isAlive)
                .toList();
    }

    private static String pidIn(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file).strip() : "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_consumer_that_fails_misses_its_line_and_nothing_else() {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        ProcessOutput output = new ProcessOutput(
                line -> {
                    if (line.equals("two")) {
                        throw new AssertionError("A consumer failed on purpose");
                    }
                    seen.add(line);
                },
                line -> {
                    throw new IllegalStateException("A consumer failed on purpose");
                });
        PluginProcess process = launch.start(plugin("printf 'one\\ntwo\\nthree\\n'", "echo err >&2"), output);
        ProcessEnd end = Launch.get(process.onExit());
        assertThat(seen).containsExactly("one", "three");
        assertThat(end.stderrTail()).containsExactly("err");
    }

    @Test
    @Timeout(30)
    void a_consumer_that_hangs_delays_the_end_but_does_not_prevent_it() {
        CountDownLatch hanging = new CountDownLatch(1);
        try {
            PluginProcess process = launch.start(
                    plugin("echo out"),
                    new ProcessOutput(
                            line -> {
                                try {
                                    hanging.await();
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            },
                            line -> {}));
            assertThat(Launch.get(process.onExit()).exitCode()).isZero();
        } finally {
            hanging.countDown();
        }
    }

    @Test
    void the_tail_keeps_the_last_lines() {
        ProcessEnd end = launch.run(plugin("seq 1 1000 >&2"));
        assertThat(end.stderrTail()).hasSize(OutputTail.LINES).last().isEqualTo("1000");
        assertThat(launch.stderr).hasSize(1000);
    }

    @Test
    void the_thread_waits_for_the_next_process_and_ends_with_the_pump() {
        for (int i = 0; i < 5; i++) {
            launch.run(plugin("echo " + i));
        }
        assertThat(launch.stdout).containsExactly("0", "1", "2", "3", "4");
        launch.pump.close();
        launch.start(plugin("echo 5"));
        launch.close();
        assertThat(launch.stdout).doesNotContain("5");
    }
}
