package io.thriftplugins.server;

import static io.thriftplugins.server.Scripts.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginProcessTest {

    private final Launch launch = new Launch();

    @TempDir
    Path directory;

    @AfterEach
    void end() {
        launch.close();
    }

    private PluginProcess start(String... lines) {
        return launch.start(PluginSource.of(script(directory, "plugin", lines)));
    }

    /** Starts a script and waits until it is past its first commands. */
    private PluginProcess startReady(String... lines) {
        PluginProcess process = start(lines);
        await().until(() -> launch.stdout.contains("ready"));
        return process;
    }

    private ProcessHandle processIn(String file) {
        return Launch.processIn(directory.resolve(file));
    }

    private static void assertGone(ProcessHandle... handles) {
        assertThat(handles).noneMatch(Launch::isAlive);
    }

    @Test
    @DisplayName("an end is reported with exit code and the tail of stderr (checklist 11)")
    void an_end_tells_exit_code_and_stderr() {
        ProcessEnd end = Launch.get(start("echo 'no licence' >&2", "exit 7").onExit());
        assertThat(end.exitCode()).isEqualTo(7);
        assertThat(end.signal()).isNull();
        assertThat(end.stderrTail()).containsExactly("no licence");
        assertThat(end.of("mail").describe()).contains("'mail'", "exit code 7", "no licence");
    }

    @Test
    void a_signal_is_named() {
        for (String signal : List.of("KILL", "TERM", "SEGV")) {
            ProcessEnd end = Launch.get(start("kill -" + signal + " $$").onExit());
            assertThat(end.signal()).isEqualTo("SIG" + signal);
            assertThat(end.exitCode()).isGreaterThan(128);
        }
    }

    @Test
    void a_plugin_that_ends_when_asked_is_graceful() {
        Path asked = directory.resolve("asked");
        PluginProcess process = startReady("echo ready", "until [ -e " + asked + " ]; do sleep 0.01; done", "exit 0");
        assertThat(process.stop(Launch.PATIENT, () -> Scripts.file(directory, "asked", "") != null))
                .isEqualTo(StopResult.GRACEFUL);
        assertThat(Launch.get(process.onExit()).exitCode()).isZero();
    }

    @Test
    void the_end_of_stdin_is_a_way_to_be_asked() {
        PluginProcess process = startReady("echo ready", "cat", "exit 5");
        assertThat(process.stop(Launch.PATIENT, () -> false)).isEqualTo(StopResult.INPUT_ENDED);
        assertThat(Launch.get(process.onExit()).exitCode()).isEqualTo(5);
    }

    @Test
    @DisplayName("a plugin that was asked and stays has its stdin closed, and that is told (checklist 36)")
    void stdin_is_a_step_of_its_own() {
        PluginProcess process = startReady("echo ready", "cat", "exit 0");
        StopPolicy policy = new StopPolicy(
                Duration.ofMillis(200), Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(10));
        assertThat(process.stop(policy, () -> true)).isEqualTo(StopResult.INPUT_ENDED);
    }

    @Test
    void a_plugin_that_does_not_listen_is_terminated() {
        PluginProcess process = startReady("echo ready", "exec sleep 1000");
        assertThat(process.stop(Launch.SIGNAL, () -> false)).isEqualTo(StopResult.TERMINATED);
        assertThat(Launch.get(process.onExit()).signal()).isEqualTo("SIGTERM");
    }

    @Test
    @DisplayName("what a plugin prints while it terminates is heard, and doesn't end it (checklist 36)")
    void last_words() {
        PluginProcess process = startReady(
                "trap 'echo saving >&2; echo saved; exit 3' TERM", "echo ready", "while :; do sleep 0.05; done");
        StopPolicy policy = new StopPolicy(Duration.ZERO, Duration.ofSeconds(20), Duration.ofSeconds(10));
        assertThat(process.stop(policy, () -> false)).isEqualTo(StopResult.TERMINATED);
        ProcessEnd end = Launch.get(process.onExit());
        assertThat(end.exitCode()).as("%s", end).isEqualTo(3);
        assertThat(end.stderrTail()).containsExactly("saving");
        assertThat(launch.stdout).contains("saved");
    }

    @Test
    @DisplayName("a plugin that ignores it all is killed, and every step is bounded (checklist 36)")
    void is_killed() {
        PluginProcess process = startReady("trap '' TERM", "echo ready", "while :; do sleep 0.1; done");
        AtomicBoolean interrupted = new AtomicBoolean();
        CountDownLatch never = new CountDownLatch(1);
        long start = System.nanoTime();
        StopResult result = process.stop(Launch.QUICK, () -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
            return true;
        });
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(result).isEqualTo(StopResult.KILLED);
        assertThat(took)
                .isGreaterThanOrEqualTo(Launch.QUICK.ask().plus(Launch.QUICK.terminate()))
                .isLessThan(Duration.ofSeconds(8));
        assertThat(Launch.get(process.onExit()).signal()).isEqualTo("SIGKILL");
        await("the thread that asks is let go").untilTrue(interrupted);
    }

    @Test
    void no_time_to_ask_skips_asking() {
        PluginProcess process = startReady("echo ready", "exec sleep 1000");
        AtomicBoolean asked = new AtomicBoolean();
        StopPolicy policy = Launch.SIGNAL.withoutAsking();
        assertThat(process.stop(policy, () -> asked.compareAndSet(false, true))).isEqualTo(StopResult.TERMINATED);
        assertThat(asked).isFalse();
    }

    @Test
    void an_error_while_asking_is_no_reason_not_to_end() {
        PluginProcess process = startReady("echo ready", "exec sleep 1000");
        StopResult result = process.stop(Launch.SIGNAL, () -> {
            throw new IllegalStateException("The plugin can't be reached, on purpose");
        });
        assertThat(result).isEqualTo(StopResult.TERMINATED);
    }

    @Test
    void an_interrupt_skips_to_the_kill_and_is_not_lost() {
        PluginProcess process = startReady("trap '' TERM", "echo ready", "while :; do sleep 0.1; done");
        Thread.currentThread().interrupt();
        StopResult result = process.stop(StopPolicy.within(Duration.ofMinutes(5)), () -> false);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(result).isEqualTo(StopResult.KILLED);
    }

    @Test
    @DisplayName("children and grandchildren end with a plugin that ends gracefully (checklist 37)")
    void descendants_after_a_graceful_end() {
        PluginProcess process = start(
                "sh -c 'echo $$ > " + directory + "/child; sleep 1000 & echo $! > " + directory
                        + "/grandchild; wait' </dev/null &",
                "read end",
                "exit 0");
        ProcessHandle child = processIn("child");
        ProcessHandle grandchild = processIn("grandchild");
        assertThat(process.stop(Launch.PATIENT, () -> false)).isEqualTo(StopResult.INPUT_ENDED);
        assertGone(child, grandchild);
    }

    @Test
    @DisplayName("children and grandchildren end after a crash, though they belong to init by then (checklist 37)")
    void descendants_after_a_crash() {
        PluginProcess process = start(
                "sh -c 'echo $$ > " + directory + "/child; sleep 1000 & echo $! > " + directory
                        + "/grandchild; wait' &",
                "until [ -e " + directory + "/crash ]; do sleep 0.01; done",
                "kill -SEGV $$");
        ProcessHandle child = processIn("child");
        ProcessHandle grandchild = processIn("grandchild");
        Scripts.file(directory, "crash", "");
        assertThat(Launch.get(process.onExit()).signal()).isEqualTo("SIGSEGV");
        await().untilAsserted(() -> assertGone(child, grandchild));
    }

    @Test
    @DisplayName("descendants that ignore SIGTERM, or hide from their parent, are killed (checklist 37)")
    void stubborn_descendants() {
        PluginProcess process = start(
                "setsid sh -c 'trap \"\" TERM; echo $$ > " + directory + "/stubborn; while :; do sleep 0.1; done' &",
                "env -i sh -c 'echo $$ > " + directory + "/bare; exec sleep 1000' &",
                "read end");
        ProcessHandle stubborn = processIn("stubborn");
        ProcessHandle bare = processIn("bare");
        assertThat(process.stop(Launch.PATIENT, () -> false)).isEqualTo(StopResult.INPUT_ENDED);
        assertGone(stubborn, bare);
    }

    @Test
    @DisplayName("the processes of other plugins are left alone (checklist 50)")
    void other_plugins_are_left_alone() {
        String script = "sleep 1000 & echo $! > %s/%s; read end";
        PluginProcess one = start(script.formatted(directory, "one"));
        ProcessHandle childOfOne = processIn("one");
        PluginProcess two =
                launch.start(PluginSource.of(script(directory, "other-plugin", script.formatted(directory, "two"))));
        ProcessHandle childOfTwo = processIn("two");
        one.stop(Launch.PATIENT, () -> false);
        assertGone(childOfOne);
        assertThat(two.isAlive()).isTrue();
        assertThat(Launch.isAlive(childOfTwo)).isTrue();
    }

    @Test
    @DisplayName("stop after a stop, and after a crash (checklist 38)")
    void stop_twice() {
        PluginProcess process = startReady("echo ready", "read end");
        assertThat(process.stop(Launch.PATIENT, () -> false)).isEqualTo(StopResult.INPUT_ENDED);
        assertThat(process.stop(Launch.QUICK, () -> false)).isEqualTo(StopResult.ALREADY_ENDED);

        PluginProcess crashed = start("kill -KILL $$");
        Launch.get(crashed.onExit());
        assertThat(crashed.stop(Launch.QUICK, () -> false)).isEqualTo(StopResult.ALREADY_ENDED);
        assertThat(Launch.get(crashed.onExit()).signal()).isEqualTo("SIGKILL");
    }

    @Test
    @DisplayName("stop from many threads: all are told the step that ended it (checklist 38)")
    void stop_concurrently() {
        PluginProcess process = startReady("trap '' TERM", "echo ready", "while :; do sleep 0.1; done");
        CountDownLatch go = new CountDownLatch(1);
        List<CompletableFuture<StopResult>> results = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            // One has no patience, and the others learn what it came to.
            StopPolicy policy = i == 0
                    ? new StopPolicy(Duration.ZERO, Duration.ofMillis(50), Duration.ofSeconds(10))
                    : StopPolicy.within(Duration.ofSeconds(30));
            CompletableFuture<StopResult> result = new CompletableFuture<>();
            results.add(result);
            new Thread(() -> {
                        try {
                            go.await();
                            result.complete(process.stop(policy, () -> false));
                        } catch (Throwable e) {
                            result.completeExceptionally(e);
                        }
                    })
                    .start();
        }
        go.countDown();
        assertThat(results).extracting(Launch::get).containsOnly(StopResult.KILLED);
    }

    @Test
    void the_end_is_noticed_although_the_host_keeps_the_common_pool_busy() {
        CountDownLatch over = new CountDownLatch(1);
        List<CompletableFuture<Void>> busy = new ArrayList<>();
        for (int i = 0; i < ForkJoinPool.getCommonPoolParallelism(); i++) {
            CountDownLatch running = new CountDownLatch(1);
            busy.add(CompletableFuture.runAsync(
                    () -> {
                        running.countDown();
                        awaitOpened(over);
                    },
                    ForkJoinPool.commonPool()));
            awaitOpened(running);
        }
        try {
            PluginProcess process = start("exit 7");
            assertThat(Launch.get(process.onExit()).exitCode()).isEqualTo(7);
            assertThat(process.stop(StopPolicy.DEFAULT, () -> false)).isEqualTo(StopResult.ALREADY_ENDED);
        } finally {
            over.countDown();
        }
        busy.forEach(Launch::get);
    }

    private static void awaitOpened(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void what_depends_on_the_end_may_block_without_holding_up_other_plugins() {
        CountDownLatch blocking = new CountDownLatch(1);
        PluginProcess first = start("read end");
        // Before it ends, or this thread would be the one that blocks.
        CompletableFuture<Void> blocked = first.onExit().thenRun(() -> awaitOpened(blocking));
        assertThat(first.stop(Launch.PATIENT, () -> false)).isEqualTo(StopResult.INPUT_ENDED);
        PluginProcess other = launch.start(PluginSource.of(script(directory, "other-plugin", "echo here")));
        assertThat(Launch.get(other.onExit()).exitCode()).isZero();
        assertThat(launch.stdout).contains("here");
        assertThat(blocked).isNotDone();
        blocking.countDown();
        Launch.get(blocked);
    }

    @Test
    void nothing_it_says_of_itself_holds_the_token() {
        PluginProcess process = startReady("echo ready", "read end");
        assertThat(process.toString())
                .contains(Long.toString(process.pid()))
                .doesNotContain(launch.arguments.token().value());
        assertThat(Files.exists(Path.of("/proc/" + process.pid()))).isTrue();
    }
}
