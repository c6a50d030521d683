package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginEnd;
import io.thriftplugins.PluginException;
import io.thriftplugins.rpc.Rpc;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Replaces a plugin's process by another one that was launched beside it. Safe for use by many threads. */
final class Replacement {

    private static final Duration FIRST_LOOK = Duration.ofMillis(10);
    private static final Duration LONGEST_LOOK = Duration.ofMillis(200);

    private final Supervision supervision;
    private final PluginLoads loads;
    private final Rpc rpc;

    /** One replacement at a time. */
    private final ReentrantLock turn = new ReentrantLock();

    Replacement(Supervision supervision, PluginLoads loads) {
        this.supervision = supervision;
        this.loads = loads;
        this.rpc = loads.server().rpc();
    }

    /**
     * Launches the new version and lets it take over. Blocks until then.
     *
     * @param limit how long the old version may be used
     * @return completes with the end of the old one
     */
    CompletableFuture<PluginEnd> run(PluginSource source, Duration limit) {
        lock();
        try {
            Generation next = supervision.beginReplacement(
                    source.withName(supervision.told().name()));
            Generation old;
            try {
                launch(next);
                old = supervision.completeReplacement(next);
            } finally {
                next.settled().complete(null);
            }
            return old == null ? CompletableFuture.completedFuture(supervision.lastEnd()) : drain(old, limit);
        } finally {
            turn.unlock();
        }
    }

    private void lock() {
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginException(ErrorCode.CANCELLED, "Interrupted while another replacement was under way", e);
        }
    }

    private void launch(Generation next) {
        boolean ready = false;
        try {
            var unused = loads.run(next.load());
            ready = true;
        } finally {
            if (!ready) {
                supervision.endReplacement(next);
            }
        }
    }

    private CompletableFuture<PluginEnd> drain(Generation old, Duration limit) {
        CompletableFuture<@Nullable Void> idle = new CompletableFuture<>();
        old.gate().close();
        var unusedDrained = old.gate().drained().thenRun(() -> whenIdle(old, idle, FIRST_LOOK));
        var unusedEnd = CompletableFuture.anyOf(idle, old.plugin().ended())
                .completeOnTimeout(limit, TimeUnit.NANOSECONDS.convert(limit), TimeUnit.NANOSECONDS)
                .thenRun(() -> {
                    idle.complete(null);
                    stopLater(old);
                });
        return old.plugin().ended();
    }

    /** Calls of objects don't pass the gate, and nobody tells of their end: looks again and again. */
    private void whenIdle(Generation old, CompletableFuture<@Nullable Void> idle, Duration pause) {
        if (idle.isDone()) {
            return;
        } else if (old.plugin().remote().isIdle()) {
            idle.complete(null);
            return;
        }
        Duration longer = pause.multipliedBy(2);
        rpc.later(pause, () -> whenIdle(old, idle, longer.compareTo(LONGEST_LOOK) < 0 ? longer : LONGEST_LOOK));
    }

    private void stopLater(Generation old) {
        var unused = rpc.async(() -> old.plugin().stop(loads.server().options().stopPolicy()));
    }
}
