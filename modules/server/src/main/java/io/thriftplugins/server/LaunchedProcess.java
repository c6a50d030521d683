package io.thriftplugins.server;

import io.thriftplugins.PluginEnd;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A plugin that runs in a process. */
final class LaunchedProcess implements Launched {

    private final PluginProcess process;
    private final CompletableFuture<PluginEnd> ended;

    /**
     * A process.
     *
     * @param own a directory that is removed when the process has ended, or null
     */
    LaunchedProcess(String pluginName, PluginProcess process, @Nullable TemporaryDirectory own) {
        this.process = process;
        this.ended = process.onExit().thenApply(end -> {
            if (own != null) {
                own.close();
            }
            return end.of(pluginName);
        });
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.of(process.pid());
    }

    @Override
    public boolean isRunning() {
        return process.isAlive();
    }

    @Override
    public CompletableFuture<PluginEnd> ended() {
        return ended;
    }

    @Override
    public StopResult stop(StopPolicy policy, BooleanSupplier ask) {
        return process.stop(policy, ask);
    }
}
