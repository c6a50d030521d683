package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginEnd;
import io.thriftplugins.PluginException;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import io.thriftplugins.rpc.RemotePlugin;
import io.thriftplugins.rpc.ServedCalls;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** The steps that stop a plugin: it is asked, and what was launched is ended. */
final class PluginStop {

    private final String name;
    private final @Nullable Launched launched;
    private final RemotePlugin remote;
    private final CompletableFuture<PluginEnd> ended;
    private final Logger log;

    /**
     * The stop of one plugin.
     *
     * @param name the plugin's name
     * @param launched what the host has launched, or null for a plugin that registered by itself
     * @param remote where it is asked
     * @param ended done when the plugin has ended
     * @param log where it is told what didn't work
     */
    PluginStop(
            String name,
            @Nullable Launched launched,
            RemotePlugin remote,
            CompletableFuture<PluginEnd> ended,
            Logger log) {
        this.name = name;
        this.launched = launched;
        this.remote = remote;
        this.ended = ended;
        this.log = log;
    }

    /** Blocks until the plugin has ended, or can't be ended; {@code served} are its calls of this host. */
    StopResult stop(StopPolicy policy, ServedCalls served) {
        return served.onThisThread() ? stopElsewhere(policy) : stop(policy);
    }

    private StopResult stop(StopPolicy policy) {
        return launched == null ? stopUnlaunched(policy) : launched.stop(policy, () -> ask(policy.ask()));
    }

    /**
     * For a function of the host that stops the plugin which calls it: when that closes its connections, this thread is
     * interrupted, which would cut the plugin's end short.
     */
    private StopResult stopElsewhere(StopPolicy policy) {
        CompletableFuture<StopResult> stopped = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> stopped.completeAsync(() -> stop(policy), Runnable::run), "thrift-plugins-stop-" + name);
        thread.setDaemon(true);
        thread.start();
        return stopped.join();
    }

    /** It has no process that could be terminated; if it doesn't end when asked, it is left alone. */
    private StopResult stopUnlaunched(StopPolicy policy) {
        if (ended.isDone()) {
            return StopResult.ALREADY_ENDED;
        }
        if (policy.ask().isZero()) {
            return StopResult.STILL_RUNNING;
        }
        long begun = System.nanoTime();
        if (!ask(policy.ask())) {
            log.warn("The plugin can't be asked to end and is still there; its connections are closed");
            return StopResult.STILL_RUNNING;
        } else if (Waiting.forEnd(ended, policy.ask().minusNanos(System.nanoTime() - begun))) {
            return StopResult.GRACEFUL;
        }
        log.warn("The plugin was asked to end but is still there; its connections are closed");
        return StopResult.STILL_RUNNING;
    }

    /** False if the plugin doesn't know what that is. */
    private boolean ask(Duration limit) {
        try {
            remote.shutdown(limit);
        } catch (PluginException e) {
            // The reply races with the process's end (contract 5.3); if it lives, the next step follows.
            log.debug("The plugin did not answer when it was asked to end: {}", e.getMessage());
            return e.code() != ErrorCode.NOT_SUPPORTED;
        }
        return true;
    }
}
