package host;

import io.thriftplugins.Endpoint;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ServerBuilder;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.ThriftPluginsServer;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Loads a plugin into a process and into this JVM, calls both, and prints a line for each. Arguments: the plugin, then
 * endpoints to listen on; {@code -} for the default.
 */
public final class Host {

    public static void main(String[] args) {
        Module module = Host.class.getModule();
        System.out.println("host in " + (module.isNamed() ? module : "the class path"));
        for (String endpoint : Arrays.asList(args).subList(1, args.length)) {
            try {
                run(Path.of(args[0]), endpoint);
            } catch (PluginException e) {
                System.out.println(e.code() + " " + e.getMessage());
            }
        }
    }

    private static void run(Path plugin, String endpoint) {
        ServerBuilder builder = ThriftPluginsServer.builder();
        if (!endpoint.equals("-")) {
            builder.endpoint(Endpoint.parse(endpoint));
        }
        String layer = System.getProperty("transports");
        if (layer != null) {
            builder.transportsFrom(layer(ModuleFinder.of(Path.of(layer))));
        }
        try (ThriftPluginsServer server = builder.build().start();
                ThriftPluginsLoader loader = ThriftPluginsLoader.builder(server)
                        .registrationTimeout(Duration.ofSeconds(30))
                        .readyTimeout(Duration.ofSeconds(30))
                        .build()) {
            PluginSource process = PluginSource.jar(plugin)
                    .withJavaOptions(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
            for (PluginSource source : List.of(process, PluginSource.jarInHost(plugin))) {
                PluginHandle handle = loader.load(source);
                Object sum = handle.call("add", 2, 3);
                boolean here = handle.call("pid").equals(ProcessHandle.current().pid());
                System.out.println(server.endpoint().scheme() + " " + (here ? "here " : "process ") + sum);
                if (!here) {
                    System.out.println("path " + handle.call("path"));
                }
            }
        }
    }

    /** Of all modules in a directory. */
    private static ModuleLayer layer(ModuleFinder finder) {
        ModuleLayer boot = ModuleLayer.boot();
        Set<String> all = Set.copyOf(finder.findAll().stream()
                .map(module -> module.descriptor().name())
                .toList());
        Configuration configuration = boot.configuration().resolve(finder, ModuleFinder.of(), all);
        return boot.defineModulesWithOneLoader(configuration, Host.class.getClassLoader());
    }
}
