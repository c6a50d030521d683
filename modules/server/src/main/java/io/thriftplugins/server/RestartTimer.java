package io.thriftplugins.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The pause before a plugin is launched again. Holds no thread. Not safe for use by many threads. */
final class RestartTimer {

    private @Nullable CompletableFuture<@Nullable Void> pause;

    /**
     * Begins a pause.
     *
     * @param then what to do when it is over; must not block
     */
    void start(Duration length, Runnable then, List<Runnable> later) {
        CompletableFuture<@Nullable Void> timer = new CompletableFuture<>();
        pause = timer;
        later.add(() -> {
            var unused = timer.thenRun(then);
            var ignored = timer.completeOnTimeout(null, length.toNanos(), TimeUnit.NANOSECONDS);
        });
    }

    /** The pause is over; false if there is none, since it was cancelled. */
    boolean finish() {
        boolean due = pause != null;
        pause = null;
        return due;
    }

    /** Harmless if there is none. What was to follow does not. */
    void cancel() {
        CompletableFuture<@Nullable Void> timer = pause;
        pause = null;
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
