package io.thriftplugins.runner;

import io.thriftplugins.spi.PluginRunner;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A plugin inside this JVM, with a thread that waits for its end. */
final class RunningHere implements PluginRunner.Running {

    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final String name;
    private final LoadedPlugin plugin;
    private final PluginClient client;

    private RunningHere(String name, LoadedPlugin plugin, PluginClient client) {
        this.name = name;
        this.plugin = plugin;
        this.client = client;
    }

    static RunningHere start(String name, LoadedPlugin plugin, PluginClient client) {
        RunningHere running = new RunningHere(name, plugin, client);
        Thread thread = new Thread(running::run, name);
        // A host that ends doesn't wait for its plugins.
        thread.setDaemon(true);
        // What the plugin finds by name is its own; threads that it starts inherit this.
        thread.setContextClassLoader(plugin.loader());
        thread.start();
        return running;
    }

    @Override
    public CompletionStage<Void> ended() {
        return ended.minimalCompletionStage();
    }

    @Override
    public void stop() {
        client.stop();
    }

    private void run() {
        Throwable failure = null;
        try {
            int code = client.run();
            if (code != 0) {
                failure = LoadFailure.of("The plugin " + name + " ended with the exit code " + code);
            }
        } catch (LinkageError e) {
            failure = LoadFailure.explain(Path.of(name), e);
        } catch (Throwable e) { // whatever it is, who waits for the end learns it
            failure = e;
        }
        try {
            plugin.close();
        } catch (Exception e) {
            failure = failure == null ? e : failure;
        }
        // Let go of the plugin's classes, in case that somebody keeps the thread.
        Thread.currentThread().setContextClassLoader(null);
        if (failure == null) {
            ended.complete(null);
        } else {
            ended.completeExceptionally(failure);
        }
    }
}
