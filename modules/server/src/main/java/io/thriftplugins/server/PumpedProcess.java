package io.thriftplugins.server;

import java.util.concurrent.CompletableFuture;

/** A process whose output the pump reads, until it has ended and its pipes are empty. */
final class PumpedProcess {

    private final Process process;
    private final PumpedStream stdout;
    private final PumpedStream stderr;
    private final CompletableFuture<Void> drained = new CompletableFuture<>();

    PumpedProcess(Process process, ProcessOutput output) {
        this.process = process;
        this.stdout = new PumpedStream(process.getInputStream(), output.stdout(), output.secret());
        this.stderr = new PumpedStream(process.getErrorStream(), output.stderr(), output.secret());
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
        // open
        // and go on writing don't count.
        boolean ended = !process.isAlive();
        int count = stdout.poll(buffer) + stderr.poll(buffer);
        if (ended && count == 0) {
            finish();
        }
        return count;
    }

    void finish() {
        stdout.finish();
        stderr.finish();
        drained.complete(null);
    }
}
