package io.thriftplugins.server;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * One thread that lives as long as its loader, to start processes on. A process may ask the kernel to be killed when
 * its parent dies (prctl(2), {@code PR_SET_PDEATHSIG}), as wrappers do that are to leave nothing behind; and to the
 * kernel the parent is the thread that started it, not the JVM. The thread of a load ends with the load, or is a
 * virtual one's carrier, which ends when it likes.
 */
final class LaunchThread implements AutoCloseable {

    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "thrift-plugins-launch");
        thread.setDaemon(true);
        return thread;
    });

    /** Runs it there, and waits for it. An interrupt is put off: a process that was started must not get lost. */
    Process call(Callable<Process> start) throws IOException {
        var result = executor.submit(start);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof IOException failure) {
                        throw failure;
                    }
                    throw new IllegalStateException("The process can't be started", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
