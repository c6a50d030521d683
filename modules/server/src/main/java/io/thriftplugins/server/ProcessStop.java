package io.thriftplugins.server;

import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import io.thriftplugins.rpc.process.ProcessTree;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt to stop a process, by one thread: asks it, closes its stdin, tells it to terminate, kills it. */
final class ProcessStop {

    /** What is to be stopped. */
    @FunctionalInterface
    interface Target {

        ProcessHandle handle();

        /** Does nothing unless this process has the other end. */
        default void closeStdin() {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(ProcessStop.class);

    private final String pluginName;
    private final Target process;
    private final ProcessTree tree;
    private final StopStep step;
    private final CompletableFuture<?> exited;
    private boolean interrupted;

    /**
     * An attempt.
     *
     * @param step what all attempts have come to
     * @param exited completes when the process has ended
     */
    ProcessStop(String pluginName, Target process, ProcessTree tree, StopStep step, CompletableFuture<?> exited) {
        this.pluginName = pluginName;
        this.process = process;
        this.tree = tree;
        this.step = step;
        this.exited = exited;
    }

    /** Whether the process has ended, which it has at once if it had before. */
    boolean run(StopPolicy policy, BooleanSupplier ask) {
        if (exited.isDone() || (!policy.ask().isZero() && asked(ask, policy.ask()))) {
            return true;
        }
        // What it started since it was asked would be orphaned by its end, and then be hard to find.
        tree.note();
        boolean inputCounts = !policy.endInput().isZero() && !interrupted;
        if (inputCounts) {
            step.take(StopResult.INPUT_ENDED);
        }
        process.closeStdin();
        if (inputCounts && awaitUnlessInterrupted(exited, policy.endInput())) {
            return true;
        }
        if (process.handle().supportsNormalTermination() && !policy.terminate().isZero() && !interrupted) {
            LOG.debug(
                    "Telling plugin '{}', process {}, to terminate",
                    pluginName,
                    process.handle().pid());
            step.take(StopResult.TERMINATED);
            var unused = process.handle().destroy();
            if (awaitUnlessInterrupted(exited, policy.terminate())) {
                return true;
            }
        }
        LOG.warn(
                "Killing plugin '{}', process {}, which did not end in time",
                pluginName,
                process.handle().pid());
        tree.note();
        step.take(StopResult.KILLED);
        var unused = process.handle().destroyForcibly();
        return await(exited, policy.kill());
    }

    /** Whether it ended after it was asked; asking may block, so it has a thread of its own. */
    private boolean asked(BooleanSupplier ask, Duration limit) {
        tree.note();
        step.take(StopResult.GRACEFUL);
        CompletableFuture<Boolean> refused = new CompletableFuture<>();
        Thread asking = new Thread(
                () -> {
                    try {
                        if (!ask.getAsBoolean()) {
                            refused.complete(true);
                        }
                    } catch (RuntimeException e) {
                        LOG.debug("Plugin '{}' could not be asked to shut down", pluginName, e);
                        refused.complete(true);
                    }
                },
                "thrift-plugins-ask-" + pluginName);
        asking.setDaemon(true);
        asking.start();
        // Who can't be asked gets no time for what he doesn't do.
        boolean done = awaitUnlessInterrupted(CompletableFuture.anyOf(exited, refused), limit);
        asking.interrupt();
        return done && exited.isDone();
    }

    private boolean awaitUnlessInterrupted(CompletableFuture<?> future, Duration limit) {
        try {
            future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            interrupted = true;
            return future.isDone();
        } catch (TimeoutException | ExecutionException e) {
            return future.isDone();
        }
    }

    /** Waits whatever happens: these last steps leave nothing behind. */
    boolean await(CompletableFuture<?> future, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                return true;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (TimeoutException | ExecutionException e) {
                return future.isDone();
            }
        }
    }

    /** For the caller to see the interrupt that was put off. */
    void restoreInterrupt() {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
