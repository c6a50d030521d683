package io.thriftplugins.server;

import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import io.thriftplugins.rpc.process.ProcessTree;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A plugin's process from its start to the end of the last process that it started. It costs the host one thread, the
 * JDK's own that waits for the process's end. Safe for use by many threads.
 */
final class PluginProcess {

    private static final Logger LOG = LoggerFactory.getLogger(PluginProcess.class);

    /** How long the end may wait for output if what consumes it hangs; a slow one should not lose its tail. */
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(5);

    private final LaunchPlan plan;
    private final Process process;
    private final ProcessTree tree;
    private final OutputTail stderrTail = new OutputTail();
    private final long startedAt = System.nanoTime();
    private final Instant launchedAt;
    private final StopStep step = new StopStep();
    private final CompletableFuture<Exit> exited;
    private final CompletableFuture<ProcessEnd> end = new CompletableFuture<>();
    private final CompletableFuture<Collection<ProcessHandle>> survivors = new CompletableFuture<>();

    /** How the tree is ended; that of the last call of stop. */
    private volatile StopPolicy policy = StopPolicy.DEFAULT;

    /** After how long it ended, and the strongest step that had been taken to stop it by then. */
    private record Exit(Duration uptime, StopResult step) {}

    PluginProcess(LaunchPlan plan, Process process, OutputPump pump, ProcessOutput output) {
        this.plan = plan;
        this.launchedAt = process.info().startInstant().orElseGet(Instant::now);
        this.process = process;
        this.tree = new ProcessTree(process.toHandle(), plan.mark().id());
        PumpedProcess pumped = pump.add(
                process,
                new ProcessOutput(
                        withoutSecret(output.stdout()),
                        withoutSecret(line -> {
                            stderrTail.add(line);
                            output.stderr().accept(line);
                        }),
                        plan.secret()));
        this.exited = pumped.exited()
                .thenApply(nothing -> new Exit(Duration.ofNanos(System.nanoTime() - startedAt), step.strongest()));
        var unused = exited.thenRun(() -> {
            completeEndAfter(pumped.drained());
            runInThread("tree", this::endTree);
        });
    }

    /** Whoever waits for the end may take his time: not on the pump's thread, nor on the reaper's or a common one. */
    private void completeEndAfter(CompletableFuture<Void> drained) {
        var unused = drained.completeOnTimeout(null, DRAIN_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .thenRunAsync(this::completeEnd, task -> runInThread("end", task));
    }

    /** A plugin that prints its arguments must not bring the token into the host's log. */
    private Consumer<String> withoutSecret(Consumer<String> consumer) {
        String other = plan.environment().get(Outliving.SECRET);
        return line -> {
            String safe = line.replace(plan.secret(), "[token]");
            consumer.accept(other == null ? safe : safe.replace(other, "[secret]"));
        };
    }

    /** What tells it and its descendants from others. */
    String mark() {
        return plan.mark().id();
    }

    long pid() {
        return process.pid();
    }

    /** When the process was started, as {@link System#nanoTime}. */
    long startedAt() {
        return startedAt;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it wrote to stderr up to now, the last lines. */
    List<String> stderrTail() {
        return stderrTail.lines();
    }

    /**
     * Completes when the process has ended and all its output has been passed on. Doesn't wait for what the process has
     * started. What depends on it runs on a thread of its own.
     *
     * @return completes with what is known of the end, never exceptionally
     */
    CompletableFuture<ProcessEnd> onExit() {
        return end.copy();
    }

    /**
     * Ends the process and all that it has started. The process is asked, its stdin closed, then it is told to
     * terminate, then killed; each step waits as long as the policy says. What is left of its descendants is ended
     * after it, with the policy's last two times once more. An interrupt of the calling thread skips what is left of
     * asking and terminating.
     *
     * <p>May be called at any time, by any number of threads: each goes through the steps at its own pace, so each is
     * back in time.
     *
     * @param stopPolicy how long each step may take
     * @param ask tells the plugin to shut down; may block, and is interrupted when its time is over; false if the
     *     plugin says that it can't be told
     * @return the step that was enough
     */
    StopResult stop(StopPolicy stopPolicy, BooleanSupplier ask) {
        policy = stopPolicy;
        boolean hadEnded = exited.isDone();
        ProcessStop stop = new ProcessStop(plan.pluginName(), new ChildProcess(process), tree, step, exited);
        boolean ended = stop.run(stopPolicy, ask);
        if (!ended) {
            // Its descendants can be ended all the same.
            runInThread("tree", this::endTree);
        }
        Duration limit = stopPolicy.terminate().plus(stopPolicy.kill()).plus(DRAIN_LIMIT);
        boolean treeEnded = stop.await(survivors, limit) && survivors.join().isEmpty();
        stop.restoreInterrupt();
        if (!ended || !treeEnded) {
            return StopResult.STILL_RUNNING;
        }
        return hadEnded ? StopResult.ALREADY_ENDED : exited.join().step();
    }

    private void endTree() {
        StopPolicy current = policy;
        Collection<ProcessHandle> left = List.of();
        try {
            left = tree.end(current.terminate(), current.kill());
            if (!left.isEmpty()) {
                LOG.warn(
                        "Plugin '{}' has left processes that can't be ended: {}",
                        plan.pluginName(),
                        left.stream().map(ProcessHandle::pid).toList());
            }
        } finally {
            survivors.complete(left);
        }
    }

    private void completeEnd() {
        int exitCode = process.exitValue();
        end.complete(new ProcessEnd(
                exitCode,
                Signals.ofExitCode(exitCode),
                exited.join().uptime(),
                CrashFiles.of(plan, pid(), launchedAt),
                stderrTail.lines()));
    }

    private void runInThread(String what, Runnable task) {
        Thread thread = new Thread(task, "thrift-plugins-" + what + "-" + plan.pluginName());
        thread.setDaemon(true);
        thread.start();
    }

    /** Name and process id. */
    @Override
    public String toString() {
        return "PluginProcess[" + plan.pluginName() + ", pid " + pid() + "]";
    }
}
