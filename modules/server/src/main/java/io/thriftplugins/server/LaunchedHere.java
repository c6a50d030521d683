package io.thriftplugins.server;

import io.thriftplugins.PluginEnd;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import io.thriftplugins.spi.PluginRunner;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A plugin that runs inside the host's JVM. It can be asked to end, and its start interrupted, but not killed. */
final class LaunchedHere implements Launched {

    private final PluginRunner.Running running;
    private final CompletableFuture<PluginEnd> ended;

    LaunchedHere(String pluginName, PluginRunner.Running running) {
        long start = System.nanoTime();
        this.running = running;
        this.ended = running.ended()
                .handle((nothing, failure) -> new PluginEnd(
                        pluginName,
                        null,
                        null,
                        Duration.ofNanos(System.nanoTime() - start),
                        0,
                        List.of(),
                        List.of(),
                        lines(failure),
                        null))
                .toCompletableFuture();
    }

    /** It has no stderr of its own; why it failed stands there instead. */
    private static List<String> lines(@Nullable Throwable failure) {
        if (failure == null) {
            return List.of();
        }
        Throwable cause = failure.getCause() != null ? failure.getCause() : failure;
        return List.of(String.valueOf(cause.getMessage()));
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.empty();
    }

    @Override
    public boolean isRunning() {
        return !ended.isDone();
    }

    @Override
    public CompletableFuture<PluginEnd> ended() {
        return ended;
    }

    @Override
    public StopResult stop(StopPolicy policy, BooleanSupplier ask) {
        if (ended.isDone()) {
            return StopResult.ALREADY_ENDED;
        }
        long begun = System.nanoTime();
        if (!policy.ask().isZero()
                && ask.getAsBoolean()
                && Waiting.forEnd(ended, policy.ask().minusNanos(System.nanoTime() - begun))) {
            return StopResult.GRACEFUL;
        }
        running.stop();
        return Waiting.forEnd(ended, policy.terminate()) ? StopResult.TERMINATED : StopResult.STILL_RUNNING;
    }
}
