package io.thriftplugins.runner;

import io.thriftplugins.Plugin;
import io.thriftplugins.client.ClientArguments;
import io.thriftplugins.client.ThriftPluginsClient;

/** The client that speaks with hosts. */
final class ThriftClient implements PluginClient {

    private final ThriftPluginsClient client;

    private ThriftClient(Plugin plugin, ClientArguments arguments, boolean embedded) {
        client = ThriftPluginsClient.builder()
                .plugin(plugin)
                .arguments(arguments)
                .embedded(embedded)
                .build();
    }

    /** For a plugin that has this process for itself. */
    static ThriftClient alone(Plugin plugin, ClientArguments arguments) {
        return new ThriftClient(plugin, arguments, false);
    }

    /** For a plugin inside the host's process. */
    static ThriftClient embedded(Plugin plugin, ClientArguments arguments) {
        return new ThriftClient(plugin, arguments, true);
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
