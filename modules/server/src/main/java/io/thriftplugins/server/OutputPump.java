package io.thriftplugins.server;

import io.thriftplugins.Limits;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads stdout and stderr of all plugin processes, and watches for their ends, with one thread, where the usual way
 * takes two threads a process. It looks at the pipes in rounds: a millisecond apart while something comes, up to 50 ms
 * apart when nothing does. A round takes at most 64 KiB and some lines from each stream, and no more lines in a second
 * than a limit says, so that a process that floods its output slows only itself down.
 *
 * <p>Safe for use by many threads. The thread is started with the first process, and sleeps while there are none.
 */
final class OutputPump implements AutoCloseable {

    static final String THREAD = "thrift-plugins-output";

    /** As much as a Linux pipe holds. */
    private static final int BUFFER = 65_536;

    private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final Limits limits;
    private final List<PumpedProcess> processes = new CopyOnWriteArrayList<>();

    /** Guarded by this. */
    private @Nullable Thread thread;

    private volatile boolean closed;
    private volatile boolean woken;

    OutputPump(Limits limits) {
        this.limits = limits;
    }

    /**
     * Starts to read a process's output, and to watch for its end.
     *
     * @return knows when the process has ended, and when everything it wrote has been passed on
     */
    PumpedProcess add(Process process, ProcessOutput output) {
        PumpedProcess pumped = new PumpedProcess(process, output, limits);
        synchronized (this) {
            if (closed) {
                pumped.finish();
            } else {
                processes.add(pumped);
                if (thread == null) {
                    thread = new Thread(this::run, THREAD);
                    thread.setDaemon(true);
                    thread.start();
                }
            }
        }
        wake();
        var unused = process.onExit().thenRun(() -> {
            pumped.noticeExit();
            wake();
        });
        return pumped;
    }

    /** Lets the next round begin at once. */
    private void wake() {
        Thread current;
        synchronized (this) {
            current = thread;
        }
        woken = true;
        LockSupport.unpark(current);
    }

    private void run() {
        byte[] buffer = new byte[BUFFER];
        long pause = SHORTEST_PAUSE;
        while (!closed) {
            woken = false;
            pause = round(buffer) ? SHORTEST_PAUSE : Math.min(2 * pause, LONGEST_PAUSE);
            if (processes.isEmpty()) {
                while (!woken && !closed) {
                    LockSupport.park(this);
                }
                pause = SHORTEST_PAUSE;
            } else if (!woken) {
                LockSupport.parkNanos(this, pause);
            }
        }
        processes.forEach(PumpedProcess::finish);
        processes.clear();
    }

    /** Whether any process wrote anything. */
    private boolean round(byte[] buffer) {
        boolean active = false;
        for (PumpedProcess process : processes) {
            active |= process.poll(buffer) > 0;
        }
        processes.removeIf(PumpedProcess::isDrained);
        return active;
    }

    /**
     * Ends the thread. The output of processes that still run is read no more; stop them before. Doesn't wait.
     */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        wake();
    }
}
