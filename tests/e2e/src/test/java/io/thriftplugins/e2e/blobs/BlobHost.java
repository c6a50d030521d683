package io.thriftplugins.e2e.blobs;

import io.thriftplugins.Blob;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.server.ServerBuilder;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** A host with one {@link BlobsPlugin} in a process of its own. */
final class BlobHost implements AutoCloseable {

    private final TestHost host;
    private final PluginHandle plugin;

    private BlobHost(TestHost host, PluginHandle plugin) {
        this.host = host;
        this.plugin = plugin;
    }

    static BlobHost start(Path directory, String transport, UnaryOperator<ServerBuilder> options) {
        TestHost host = TestHost.start(transport, options);
        try {
            return new BlobHost(host, host.load(PluginJars.source(directory, BlobsPlugin.class, Pattern.class)));
        } catch (Throwable e) {
            host.close();
            throw e;
        }
    }

    PluginHandle plugin() {
        return plugin;
    }

    /** The blob that a function returns. */
    Blob blob(String function, Object... arguments) {
        return (Blob) Objects.requireNonNull(plugin.call(function, arguments));
    }

    @Override
    public void close() {
        host.close();
    }
}
