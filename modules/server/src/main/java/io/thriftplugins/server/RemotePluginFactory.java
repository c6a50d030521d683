package io.thriftplugins.server;

import io.thriftplugins.PluginException;
import io.thriftplugins.rpc.RemotePlugin;
import io.thriftplugins.rpc.ServedCalls;
import java.util.function.UnaryOperator;

/** Makes the connection side of a plugin, which needs to ask it how it ended. */
@FunctionalInterface
interface RemotePluginFactory {

    RemotePlugin create(ServedCalls served, UnaryOperator<PluginException> explainer);
}
