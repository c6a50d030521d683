package io.thriftplugins.e2e.end;

import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A plugin that ends what it has started by itself, says so in a file, and then waits for another file. */
public final class ParentPlugin implements Plugin {

    static final String ENDED = "ended";
    static final String GO_ON = "go-on";

    private @Nullable Process child;
    private @Nullable Path directory;

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("parent").version("1").function("spawn(directory: string): integer", call -> {
            directory = Path.of(call.getString("directory"));
            Process started = new ProcessBuilder("sleep", "600").start();
            child = started;
            return started.pid();
        });
    }

    @Override
    public void stop() throws Exception {
        if (child != null && directory != null) {
            child.destroyForcibly().waitFor();
            Files.createFile(directory.resolve(ENDED));
            long giveUpAt = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
            while (!Files.exists(directory.resolve(GO_ON)) && System.nanoTime() - giveUpAt < 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        }
    }
}
