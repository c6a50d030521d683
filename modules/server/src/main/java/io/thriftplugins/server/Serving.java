package io.thriftplugins.server;

import io.thriftplugins.PluginException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The process that gets a plugin's calls. Read by many threads; changed by one at a time, which completes futures
 * later: what depends on them is others' code.
 */
final class Serving {

    /** Null while there is none. */
    private volatile @Nullable Generation now;

    /** Completes with the process that gets calls, which may be there already; or with why there won't be one. */
    private volatile CompletableFuture<Generation> next = new CompletableFuture<>();

    /** Null while there is none. */
    @Nullable
    Generation now() {
        return now;
    }

    /** Waits for a process. Blocks. */
    Generation await(Duration limit, Supplier<PluginException> tooLate) {
        return Waiting.forResult(next, limit, tooLate);
    }

    /** Completes with the process that gets calls, which may be there already; or with why there won't be one. */
    CompletableFuture<Generation> next() {
        return next.copy();
    }

    /** From now on a process gets the calls, also those that wait. */
    void pass(Generation to, List<Runnable> later) {
        if (now == null) {
            CompletableFuture<Generation> waiting = next;
            later.add(() -> waiting.complete(to));
        } else {
            next = CompletableFuture.completedFuture(to);
        }
        now = to;
    }

    /** From now on calls wait. */
    void suspend() {
        if (now != null) {
            next = new CompletableFuture<>();
            now = null;
        }
    }

    /** There will be no process any more. */
    void end(PluginException why, List<Runnable> later) {
        CompletableFuture<Generation> waiting = next;
        next = CompletableFuture.failedFuture(why);
        now = null;
        later.add(() -> waiting.completeExceptionally(why));
    }
}
