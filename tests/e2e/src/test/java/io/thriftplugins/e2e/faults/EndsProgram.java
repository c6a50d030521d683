package io.thriftplugins.e2e.faults;

import io.thriftplugins.CallRequest;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.e2e.kit.Processes;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.server.PluginSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A host whose plugins end in all ways, one after the other: {@code JAR DIRECTORY-OF-A-CONTRACT-PLUGIN...}. */
public final class EndsProgram {

    private static final StopPolicy IMPATIENT = new StopPolicy(
            Duration.ofMillis(200), Duration.ofMillis(200), Duration.ofMillis(200), Duration.ofSeconds(20));

    private EndsProgram() {}

    public static void main(String[] args) throws Exception {
        PluginSource jar = PluginSource.jar(Path.of(args[0]))
                .withJavaOptions(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        try (TestHost host = TestHost.start(TestHost.PIPE, options -> options.maxConnectionsPerPlugin(3))) {
            halt(host.load(jar), 0);
            halt(host.load(jar), 3);
            kill(host.load(jar));
            host.configure(FaultsPlugin.STUBBORN, true);
            stop(host.load(jar));
            for (String directory : List.of(args).subList(1, args.length)) {
                PluginSource contract = PluginSource.directory(Path.of(directory));
                occupy(host.load(contract));
                kill(occupy(host.load(contract)));
                stop(occupy(host.load(contract)));
            }
        }
        System.exit(0);
    }

    private static void halt(PluginHandle plugin, int code) {
        try {
            plugin.call("halt", code);
        } catch (PluginException e) {
            plugin.ended().join();
        }
    }

    private static void kill(PluginHandle plugin) {
        Processes.kill(plugin.pid().orElseThrow());
        plugin.ended().join();
    }

    private static void stop(PluginHandle plugin) {
        plugin.stop(IMPATIENT);
    }

    /** Makes as many connections as there may be, each to an endpoint of its own. */
    private static PluginHandle occupy(PluginHandle plugin) {
        Stream.generate(() -> plugin.callAsync(CallRequest.of("sleep", 300)))
                .limit(3)
                .toList()
                .forEach(CompletableFuture::join);
        return plugin;
    }
}
