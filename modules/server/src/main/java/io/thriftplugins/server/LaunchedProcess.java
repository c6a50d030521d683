package io.thriftplugins.server;

import io.thriftplugins.PluginEnd;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** A plugin that runs in a process. */
final class LaunchedProcess implements Launched {

    private final PluginProcess process;
    private final CompletableFuture<PluginEnd> ended;

    LaunchedProcess(String pluginName, PluginProcess process) {
        this.process = process;
        this.ended = process.onExit().thenApply(end -> end.of(pluginName));
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
