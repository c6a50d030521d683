package io.thriftplugins.client;

import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells once when the host is gone: when its process ends, or when the standard input does. Without either to watch it
 * stays silent.
 */
final class ParentWatch implements AutoCloseable {

    /**
     * {@link ProcessHandle#onExit} looks less and less often at processes that aren't children, in the end every five
     * seconds only.
     */
    private static final long INTERVAL_MILLIS = 500;

    private final StandardInput input;
    private final Consumer<HostGone> listener;
    private final AtomicBoolean silent = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Runnable onEndOfInput = this::inputEnded;
    private volatile @Nullable ParentProcess watched;
    private volatile boolean gone;

    private ParentWatch(StandardInput input, Consumer<HostGone> listener) {
        this.input = input;
        this.listener = listener;
    }

    /**
     * Starts to watch.
     *
     * @param arguments which process, and whether the standard input too
     * @param listener called at most once; before this method returns if the host is gone already, otherwise by a
     *     thread of the watch
     * @return the watch, to be closed
     */
    static ParentWatch start(ClientArguments arguments, Consumer<HostGone> listener) {
        return start(arguments.parentPid(), arguments.watchStdin(), StandardInput.OF_PROCESS, listener);
    }

    /** Starts to watch a process alone. */
    static ParentWatch start(long pid, Consumer<HostGone> listener) {
        return start(pid > 0 ? OptionalLong.of(pid) : OptionalLong.empty(), false, StandardInput.OF_PROCESS, listener);
    }

    static ParentWatch start(OptionalLong pid, boolean watchInput, StandardInput input, Consumer<HostGone> listener) {
        ParentWatch watch = new ParentWatch(input, listener);
        if (watchInput) {
            input.onEnd(watch.onEndOfInput);
        }
        // A plugin inside the host's JVM ends with it anyway.
        if (pid.isPresent() && pid.getAsLong() != ProcessHandle.current().pid()) {
            ParentProcess.find(pid.getAsLong()).ifPresentOrElse(watch::poll, () -> watch.tell(HostGone.NOT_FOUND));
        }
        return watch;
    }

    /** Ends the watch: the listener isn't called any more, unless it is being called. */
    @Override
    public void close() {
        silent.set(true);
        closed.countDown();
        input.remove(onEndOfInput);
    }

    /** Whether the host is gone, as nobody may have been told yet. Looks now. */
    boolean isGone() {
        ParentProcess parent = watched;
        return gone || (parent != null && !parent.isAlive());
    }

    private void inputEnded() {
        tell(HostGone.INPUT_ENDED);
    }

    private void tell(HostGone how) {
        // Before anybody is told: who asks must not hear less.
        gone = true;
        if (silent.compareAndSet(false, true)) {
            closed.countDown();
            input.remove(onEndOfInput);
            listener.accept(how);
        }
    }

    private void poll(ParentProcess parent) {
        watched = parent;
        Thread thread = new Thread(() -> awaitEnd(parent), "thrift-plugins-parent-" + parent.pid());
        thread.setDaemon(true);
        thread.start();
    }

    /** A plugin that has run out of memory must not outlive its host for it: it looks again. */
    private static boolean isGone(ParentProcess parent) {
        try {
            return !parent.isAlive();
        } catch (OutOfMemoryError e) {
            return false;
        }
    }

    private void awaitEnd(ParentProcess parent) {
        try {
            while (!closed.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (isGone(parent)) {
                    tell(HostGone.ENDED);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
