package io.thriftplugins.example.snippets;

import io.thriftplugins.CallRequest;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.ThriftPluginsServer;
import java.nio.file.Path;
import java.time.Duration;

/** Loads the plugin that its argument names, and lets it greet. */
public final class GreetingHost {

    private GreetingHost() {}

    public static void main(String[] args) {
        // Plugins may call this function; it runs on a thread of the server.
        var builder = ThriftPluginsServer.builder().function("user_name(): string", call -> "Ada");
        try (ThriftPluginsServer server = builder.build().start();
                ThriftPluginsLoader loader = ThriftPluginsLoader.of(server)) {
            // A JAR, an executable in any language, or a directory; here each gets a process of its own.
            PluginHandle plugin = loader.load(PluginSource.of(Path.of(args[0])));
            System.out.println(plugin.call("greet", "World"));
            System.out.println(plugin.call(
                    CallRequest.of("shout", "hi").withNamed("times", 2).withTimeout(Duration.ofSeconds(1))));
        }
    }
}
