package io.thriftplugins.server;

import io.thriftplugins.rpc.LostConnection;
import io.thriftplugins.rpc.RemotePlugin;
import io.thriftplugins.rpc.ServedCalls;

/** Makes the connection side of a plugin, which needs to ask it how it ended. */
@FunctionalInterface
interface RemotePluginFactory {

    RemotePlugin create(ServedCalls served, LostConnection explainer);
}
