package io.thriftplugins.server;

import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt to stop a process, by one thread: asks it, tells it to terminate, kills it. */
final class ProcessStop {

    private static final Logger log = LoggerFactory.getLogger(ProcessStop.class);

    private final String pluginName;
    private final Process process;
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
    ProcessStop(String pluginName, Process process, ProcessTree tree, StopStep step, CompletableFuture<?> exited) {
        this.pluginName = pluginName;
        this.process = process;
        this.tree = tree;
        this.step = step;
        this.exited = exited;
    }

    /** Whether the process has ended, which it has at once if it had before. */
    boolean run(StopPolicy policy, Runnable ask) {
        if (exited.isDone() || (!policy.ask().isZero() && asked(ask, policy.ask()))) {
            return true;
        }
        // What it started since it was asked would be orphaned by its end, and then be hard to find.
        tree.note();
        closeStdin();
        if (process.supportsNormalTermination() && !interrupted) {
            log.debug("Telling plugin '{}', process {}, to terminate", pluginName, process.pid());
            step.take(StopResult.TERMINATED);
            process.destroy();
            if (awaitUnlessInterrupted(policy.terminate())) {
                return true;
            }
        }
        log.warn("Killing plugin '{}', process {}, which did not end in time", pluginName, process.pid());
        tree.note();
        step.take(StopResult.KILLED);
        process.destroyForcibly();
        return await(exited, policy.kill());
    }

    /** Whether it ended after it was asked; asking may block, so it has a thread of its own. */
    private boolean asked(Runnable ask, Duration limit) {
        tree.note();
        step.take(StopResult.GRACEFUL);
        Thread asking = new Thread(
                () -> {
                    try {
                        ask.run();
                    } catch (RuntimeException e) {
                        log.debug("Plugin '{}' could not be asked to shut down", pluginName, e);
                    }
                    closeStdin();
                },
                "thrift-plugins-ask-" + pluginName);
        asking.setDaemon(true);
        asking.start();
        boolean ended = awaitUnlessInterrupted(limit);
        asking.interrupt();
        return ended;
    }

    private void closeStdin() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            log.debug("The stdin of plugin '{}' can't be closed", pluginName, e);
        }
    }

    private boolean awaitUnlessInterrupted(Duration limit) {
        try {
            exited.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            interrupted = true;
            return exited.isDone();
        } catch (TimeoutException | ExecutionException e) {
            return exited.isDone();
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
