package io.thriftplugins.rpc;

import io.thriftplugins.Endpoint;
import io.thriftplugins.Limits;
import io.thriftplugins.spi.Transports;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;

/** A host and a plugin of this project in one process, each with threads of its own, over a real transport. */
final class Wire implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(30);

    /** For what blocks: the common pool may have only one thread, so that two that are to run at once would not. */
    static final Executor OWN_THREAD = task -> new Thread(task).start();

    final Transports transports = Transports.find();
    final TestPlugin plugin = new TestPlugin();
    final TestHost host = new TestHost();
    final Rpc hostRpc;
    final Rpc pluginRpc;
    final RpcListener pluginListener;
    final RpcListener hostListener;
    final RemotePlugin remotePlugin;
    final RemoteHost remoteHost;

    Wire(String scheme, Limits limits, int maxConnections) {
        this(scheme, limits, maxConnections, Features.OF_PLUGIN);
    }

    Wire(String scheme, Limits limits, int maxConnections, Set<String> features) {
        hostRpc = new Rpc("test-host", transports, limits, LONG);
        pluginRpc = new Rpc("test-plugin", transports, limits, LONG);
        hostListener = HostDispatch.listen(hostRpc, fresh(scheme), host);
        pluginListener = PluginDispatch.listen(pluginRpc, transports.forScheme(scheme), fresh(scheme), plugin);
        remotePlugin = new RemotePlugin(
                hostRpc,
                "p",
                pluginListener.endpoint(),
                further -> further,
                "",
                features,
                77,
                maxConnections,
                host.served,
                LostConnection.UNEXPLAINED);
        remoteHost = new RemoteHost(pluginRpc, hostListener.endpoint(), maxConnections, plugin.served);
        host.space = remotePlugin.objects();
        plugin.space = remoteHost.objects();
    }

    static Wire tcp() {
        return new Wire("tcp", Limits.DEFAULT, 4);
    }

    /** Registers, so that the plugin may call the host. */
    Wire registered() {
        remoteHost.register(
                "token",
                pluginListener.endpoint(),
                new PluginRegistration("p", "1", java.util.List.of(), java.util.Map.of(), Features.OF_PLUGIN),
                LONG);
        return this;
    }

    Endpoint fresh(String scheme) {
        return transports.forScheme(scheme).newEndpoint("rpc-test-");
    }

    @Override
    public void close() {
        remoteHost.close();
        remotePlugin.close(new io.thriftplugins.PluginException(io.thriftplugins.ErrorCode.CLOSED, "the test is over"));
        pluginListener.close();
        hostListener.close();
        pluginRpc.close();
        hostRpc.close();
    }
}
