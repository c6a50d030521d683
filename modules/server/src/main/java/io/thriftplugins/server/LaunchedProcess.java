package io.thriftplugins.server;

import io.thriftplugins.PluginEnd;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plugin that runs in a process. */
final class LaunchedProcess implements Launched {

    private static final Logger LOG = LoggerFactory.getLogger(LaunchedProcess.class);

    /** How long the end waits for what is to be removed. A plugin decides how much that is, and stop waits for it. */
    private static final Duration REMOVAL = Duration.ofSeconds(5);

    private final PluginProcess process;
    private final CompletableFuture<PluginEnd> ended;

    /**
     * A process.
     *
     * @param removal removes what is only there for the process, once that has ended; null if there is nothing. It may
     *     take as long as it likes: after some seconds nobody waits for it
     */
    LaunchedProcess(String pluginName, PluginProcess process, @Nullable Runnable removal) {
        this.process = process;
        this.ended = process.onExit().thenApply(end -> {
            if (removal != null) {
                run(pluginName, removal);
            }
            return end.of(pluginName);
        });
    }

    private static void run(String pluginName, Runnable removal) {
        Thread thread = new Thread(removal, "thrift-plugins-files-" + pluginName);
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(REMOVAL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.info("The plugin '{}' has left so many files that it takes a while to remove them", pluginName);
        }
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
