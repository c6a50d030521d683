package io.thriftplugins.runner;

import io.thriftplugins.Plugin;
import io.thriftplugins.client.ClientArguments;
import io.thriftplugins.client.ThriftPluginsClient;
import org.jspecify.annotations.Nullable;

/** The client that speaks with hosts. */
final class ThriftClient implements PluginClient {

    private final ThriftPluginsClient client;

    private ThriftClient(Plugin plugin, ClientArguments arguments, @Nullable ModuleLayer transports, boolean embedded) {
        ThriftPluginsClient.Builder builder = ThriftPluginsClient.builder()
                .plugin(plugin)
                .arguments(arguments)
                .embedded(embedded);
        if (transports != null) {
            builder.transportsFrom(transports);
        }
        client = builder.build();
    }

    /** For a plugin that has this process for itself. */
    static ThriftClient alone(Plugin plugin, ClientArguments arguments, @Nullable ModuleLayer transports) {
        return new ThriftClient(plugin, arguments, transports, false);
    }

    /** For a plugin inside the host's process. */
    static ThriftClient embedded(Plugin plugin, ClientArguments arguments, @Nullable ModuleLayer transports) {
        return new ThriftClient(plugin, arguments, transports, true);
    }

    @Override
    public int run() {
        return client.run();
    }

    @Override
    public void stop() {
        client.stop();
    }
}
