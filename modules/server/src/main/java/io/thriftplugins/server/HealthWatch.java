package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.HealthCheck;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginState;
import io.thriftplugins.rpc.Rpc;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Asks one plugin again and again whether it is there, and ends it when it doesn't answer in time. It has a thread only
 * while a question is open, which is a moment.
 *
 * <p>The deadline is waited for in slices. One that takes much longer than it should means that the host itself did not
 * run, and perhaps has not yet seen an answer that lies there: then the wait begins anew. So a host that was paused
 * never ends a plugin for it (checklist 47).
 */
final class HealthWatch {

    private static final int SLICES = 20;

    /** A slice that is late by less is nothing but the machine's business. */
    private static final Duration TOLERANCE = Duration.ofMillis(200);

    private final Rpc rpc;
    private final HealthCheck check;
    private final RegisteredPlugin plugin;
    private final Duration slice;

    HealthWatch(Rpc rpc, HealthCheck check, RegisteredPlugin plugin) {
        this.rpc = rpc;
        this.check = check;
        this.plugin = plugin;
        this.slice = check.deadline().dividedBy(SLICES);
    }

    /** Begins; the first question comes after part of the interval, so that plugins are not all asked at once. */
    void start() {
        long nanos = check.interval().toNanos();
        rpc.later(Duration.ofNanos(ThreadLocalRandom.current().nextLong(nanos) + 1), this::ask);
    }

    private void ask() {
        if (!over()) {
            await(
                    rpc.async(() -> {
                        plugin.remote().awaitAnswer();
                        return true;
                    }),
                    SLICES);
        }
    }

    private void await(CompletableFuture<Boolean> answer, int left) {
        long begin = System.nanoTime();
        rpc.later(slice, () -> {
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            boolean paused = took.compareTo(slice.multipliedBy(2).plus(TOLERANCE)) > 0;
            if (over()) {
                answer.cancel(true);
            } else if (answer.isDone()) {
                rpc.later(check.interval(), this::ask);
            } else if (paused) {
                await(answer, SLICES);
            } else if (left > 1) {
                await(answer, left - 1);
            } else {
                giveUp(answer);
            }
        });
    }

    private void giveUp(CompletableFuture<Boolean> answer) {
        PluginException reason = new PluginException(
                ErrorCode.PLUGIN_ENDED,
                "The plugin '" + plugin.name() + "' did not answer its health check within "
                        + check.deadline().toMillis() + " ms, as it is asked to every "
                        + check.interval().toMillis() + " ms, and was killed; is it frozen, or deadlocked?");
        var unused = rpc.async(() -> {
            plugin.kill(reason);
            answer.cancel(true);
            return true;
        });
    }

    private boolean over() {
        return plugin.state().compareTo(PluginState.READY) > 0;
    }
}
