package io.thriftplugins.example.greeter;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.ThriftPluginsServer;
import io.thriftplugins.services.ThriftClient;
import io.thriftplugins.services.ThriftServices;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.thrift.TException;

/** Loads the plugin that its argument names, and calls its service. */
public final class GreeterHost {

    private GreeterHost() {}

    public static void main(String[] args) throws TException {
        try (ThriftPluginsServer server = ThriftPluginsServer.builder().build().start();
                ThriftPluginsLoader loader = ThriftPluginsLoader.of(server)) {
            PluginHandle plugin = loader.load(PluginSource.of(Path.of(args[0])));
            ThriftClient<Greeter.Client> client = ThriftServices.client(plugin, "greeter", Greeter.Client::new);

            // To be passed around, and called by many threads.
            Greeter.Iface greeter = client.as(Greeter.Iface.class);
            System.out.println(greeter.greet("Ada"));
            try {
                greeter.greet("Eve");
            } catch (Unknown e) {
                System.out.println(e.getName() + " is unknown");
            }

            // With a time limit of its own, and without an interface.
            System.out.println(client.withTimeout(Duration.ofSeconds(1)).<String>call(g -> g.greet("Bob")));
        }
    }
}
