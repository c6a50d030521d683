package io.thriftplugins.e2e.calls;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.server.ServerBuilder;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** A host with one {@link CallsPlugin} in a process of its own. */
final class SharedPlugin implements AutoCloseable {

    private final TestHost host;
    private final PluginHandle plugin;

    private SharedPlugin(TestHost host, PluginHandle plugin) {
        this.host = host;
        this.plugin = plugin;
    }

    static SharedPlugin start(Path directory, String transport) {
        return start(directory, transport, UnaryOperator.identity());
    }

    static SharedPlugin start(Path directory, String transport, UnaryOperator<ServerBuilder> options) {
        TestHost host = TestHost.start(transport, options);
        try {
            return new SharedPlugin(host, host.load(PluginJars.source(directory, CallsPlugin.class, EdgeValues.class)));
        } catch (Throwable e) {
            host.close();
            throw e;
        }
    }

    TestHost host() {
        return host;
    }

    PluginHandle plugin() {
        return plugin;
    }

    @Override
    public void close() {
        host.close();
    }
}
