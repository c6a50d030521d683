package io.thriftplugins.example.snippets.supervision;

import io.thriftplugins.PlannedRestart;
import io.thriftplugins.PluginEvent;
import io.thriftplugins.PluginException;
import io.thriftplugins.server.LoadedPlugin;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.PluginWatch;
import io.thriftplugins.server.RestartPolicy;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.ThriftPluginsServer;
import java.nio.file.Path;
import java.time.Duration;

/** A host whose plugins are restarted when they crash, and replaced while they run. */
public final class SteadyHost {

    private SteadyHost() {}

    /** Restarts all its plugins after a failure, at most three times in ten minutes. */
    public static ThriftPluginsLoader loader(ThriftPluginsServer server) {
        return ThriftPluginsLoader.builder(server)
                .restart(RestartPolicy.onFailure()
                        .withPauses(Duration.ofMillis(100), 2, Duration.ofSeconds(10))
                        .withLimit(3, Duration.ofMinutes(10)))
                .build();
    }

    /** For {@code ServerBuilder.listener}. */
    public static void log(PluginEvent event) {
        PlannedRestart restart = event.restart();
        System.out.println(event.pluginName() + " is " + event.state()
                + (restart == null ? "" : ", for the " + restart.number() + ". time, in " + restart.pause()));
    }

    /** The handle stays the same; a version that can't be loaded changes nothing. */
    public static boolean update(LoadedPlugin plugin, Path newVersion) {
        try {
            // Nobody has to wait for the end of the old version.
            var unused = plugin.replaceWith(PluginSource.of(newVersion))
                    .thenAccept(end -> System.out.println("Was: " + end));
            return true;
        } catch (PluginException e) {
            System.err.println("Goes on with " + plugin.version() + ": " + e.getMessage());
            return false;
        }
    }

    /** Loads all plugins of a directory, and keeps them as their files are. */
    public static PluginWatch watch(ThriftPluginsLoader loader, Path directory) {
        return loader.watch(directory)
                .settledFor(Duration.ofSeconds(1))
                .sources(source -> source.withRestart(RestartPolicy.always()))
                .listener(event -> System.out.println(event.pluginName() + ": " + event.kind()))
                .start();
    }
}
