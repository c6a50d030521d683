package io.thriftplugins.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls through to one process of a plugin and counts them, until another process takes over: then it is closed,
 * and tells when the last call has come back. Costs a call two atomic operations. Safe for use by many threads.
 */
final class CallGate {

    /** Beside the number of calls; makes it negative. */
    private static final int CLOSED = Integer.MIN_VALUE;

    private final AtomicInteger state = new AtomicInteger();
    private final CompletableFuture<@Nullable Void> drained = new CompletableFuture<>();

    /** Whether a call may go through; if so, {@link #exit} must follow. */
    boolean enter() {
        int now = state.get();
        while (now >= 0) {
            if (state.compareAndSet(now, now + 1)) {
                return true;
            }
            now = state.get();
        }
        return false;
    }

    /** A call has come back. */
    void exit() {
        if (state.decrementAndGet() == CLOSED) {
            drained.complete(null);
        }
    }

    /** Lets no further call through. Harmless when repeated. */
    void close() {
        if (state.getAndUpdate(now -> now | CLOSED) == 0) {
            drained.complete(null);
        }
    }

    /** Completes when it is closed and all calls have come back. */
    CompletableFuture<@Nullable Void> drained() {
        return drained;
    }
}
