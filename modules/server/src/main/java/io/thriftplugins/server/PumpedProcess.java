package io.thriftplugins.server;

import io.thriftplugins.Limits;
import java.util.concurrent.CompletableFuture;

/** A process whose output the pump reads, until it has ended and its pipes are empty. */
final class PumpedProcess {

    private final Process process;
    private final PumpedStream stdout;
    private final PumpedStream stderr;
    private final CompletableFuture<Void> exited = new CompletableFuture<>();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();

    PumpedProcess(Process process, ProcessOutput output, Limits limits) {
        this.process = process;
        this.stdout = new PumpedStream(process.getInputStream(), output.stdout(), output.secret(), limits);
        this.stderr = new PumpedStream(process.getErrorStream(), output.stderr(), output.secret(), limits);
    }

    /**
     * Completes when the process has ended. The pump looks at each round, and {@link Process#onExit} tells it sooner;
     * that one alone would do where it runs at once, but it needs a free thread of the common pool, and a host may keep
     * all of these busy (since JDK 25 a pool of one thread is used like any other).
     */
    CompletableFuture<Void> exited() {
        return exited;
    }

    /** Completes when all that the process itself wrote has been passed on. */
    CompletableFuture<Void> drained() {
        return drained;
    }

    boolean isDrained() {
        return drained.isDone();
    }

    /** Reads from both streams, without blocking; returns how much. */
    int poll(byte[] buffer) {
        // Asked before reading: what an ended process wrote is in the pipes by now. Descendants that hold the pipes
        // open and go on writing don't count.
        boolean ended = noticeExit();
        int count = stdout.poll(buffer, ended) + stderr.poll(buffer, ended);
        if (ended && count == 0) {
            finish();
        }
        return count;
    }

    /** Whether the process has ended. */
    boolean noticeExit() {
        boolean ended = !process.isAlive();
        if (ended) {
            exited.complete(null);
        }
        return ended;
    }

    void finish() {
        stdout.finish();
        stderr.finish();
        drained.complete(null);
    }
}
