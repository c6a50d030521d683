package io.thriftplugins.example.snippets.confinement;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.server.Bubblewrap;
import io.thriftplugins.server.Checksums;
import io.thriftplugins.server.EnvironmentPolicy;
import io.thriftplugins.server.Grants;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.ThriftPluginsServer;
import java.nio.file.Path;

/** Runs a plugin of which it expects nothing good: a JAR, whose checksums are in a file. */
public final class CarefulHost {

    private CarefulHost() {}

    public static void main(String[] args) {
        PluginSource source = PluginSource.jar(Path.of(args[0]))
                .withChecksums(Checksums.read(Path.of(args[1])))
                .withLaunchPrefix(Bubblewrap.confined())
                .withEnvironment(EnvironmentPolicy.hidden())
                .withMaxHeap(64 << 20)
                .withGrants(Grants.none().withFunctions("user_*").withLog(true));
        var builder = ThriftPluginsServer.builder()
                .function("user_name(): string", call -> "Ada")
                .function("delete_user(name: string)", call -> null);
        try (ThriftPluginsServer server = builder.build().start();
                ThriftPluginsLoader loader = ThriftPluginsLoader.of(server)) {
            PluginHandle plugin = loader.load(source);
            System.out.println(plugin.call("greet", "World"));
        }
    }
}
