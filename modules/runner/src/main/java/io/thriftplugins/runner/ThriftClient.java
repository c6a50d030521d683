package io.thriftplugins.runner;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginException;
import io.thriftplugins.client.ClientArguments;

/** The client that speaks with hosts. */
final class ThriftClient implements PluginClient {

    ThriftClient(Plugin plugin, ClientArguments arguments) {
        throw new PluginException(
                ErrorCode.NOT_SUPPORTED, "No client for " + plugin.getClass().getName() + " at " + arguments.endpoint());
    }

    @Override
    public int run() {
        return 1;
    }

    @Override
    public void stop() {}
}
