package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginEnd;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginState;
import io.thriftplugins.rpc.LostConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Explains why a call lost its connection: because its plugin ends, or for no reason that is known. */
final class LostCalls implements LostConnection {

    /**
     * How long a call that lost its connection waits to learn how the process ended. A killed one is gone in a moment;
     * one that exits by itself closes its connections first, and then cleans up.
     */
    private static final Duration EXPLAIN = Duration.ofSeconds(3);

    /**
     * How long a process that is killed may take from the end of its connections to the news of its end, on a busy
     * machine. A plugin that can be reached after that has lost a connection and nothing else.
     */
    private static final Duration NEWS = Duration.ofMillis(300);

    /** How long to try to reach it. */
    private static final Duration PROBE = Duration.ofMillis(500);

    private final PendingPlugin origin;
    private final CompletableFuture<PluginEnd> ended;
    private final Supplier<PluginState> state;
    private final Predicate<Duration> reachable;

    /**
     * Explains the calls of one plugin.
     *
     * @param ended done when the plugin has ended
     * @param reachable tries to reach it for so long
     */
    LostCalls(
            PendingPlugin origin,
            CompletableFuture<PluginEnd> ended,
            Supplier<PluginState> state,
            Predicate<Duration> reachable) {
        this.origin = origin;
        this.ended = ended;
        this.state = state;
        this.reachable = reachable;
    }

    /** Waits no longer than the call may take. */
    @Override
    public PluginException explain(PluginException lost, Duration left) {
        awaitNews(shorter(EXPLAIN, left));
        PluginEnd end = ended.getNow(null);
        if (end == null) {
            return state.get() == PluginState.STOPPING
                    ? new PluginException(ErrorCode.CLOSED, lost.getMessage() + ". The plugin is being stopped", lost)
                    : lost;
        }
        ErrorCode code = state.get() == PluginState.STOPPED ? ErrorCode.CLOSED : ErrorCode.PLUGIN_ENDED;
        return new PluginException(code, lost.getMessage() + ". " + end.describe(), lost);
    }

    private void awaitNews(Duration limit) {
        Launched launched = origin.launched();
        long until = System.nanoTime() + limit.toNanos();
        if (launched != null && !Waiting.forEnd(ended, shorter(NEWS, limit)) && !lives(launched, left(until))) {
            boolean ignored = Waiting.forEnd(ended, left(until));
        }
    }

    private boolean lives(Launched launched, Duration left) {
        return !left.isZero() && launched.isRunning() && reachable.test(shorter(PROBE, left));
    }

    private static Duration left(long until) {
        return Duration.ofNanos(Math.max(0, until - System.nanoTime()));
    }

    private static Duration shorter(Duration one, Duration two) {
        return one.compareTo(two) < 0 ? one : two;
    }
}
