package io.thriftplugins.example.sql;

import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.server.LoadResult;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.ThriftPluginsServer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The plugins of one run, each in a process of its own. */
final class PluginHost implements AutoCloseable {

    private final ThriftPluginsServer server;
    private final ThriftPluginsLoader loader;
    private final List<PluginHandle> plugins = new ArrayList<>();

    private PluginHost() {
        server = ThriftPluginsServer.builder().build().start();
        loader = ThriftPluginsLoader.of(server);
    }

    /** Loads plugins, all at the same time; what can't be loaded is reported. */
    static PluginHost load(List<PluginSource> sources, BiConsumer<PluginSource, PluginException> onFailure) {
        PluginHost host = new PluginHost();
        try {
            for (LoadResult result : host.loader.loadAll(sources)) {
                PluginHandle plugin = result.handle();
                PluginException failure = result.failure();
                if (plugin != null) {
                    host.plugins.add(plugin);
                } else if (failure != null) {
                    onFailure.accept(result.source(), failure);
                }
            }
            return host;
        } catch (RuntimeException e) {
            host.close();
            throw e;
        }
    }

    /** Those that were loaded. */
    List<PluginHandle> plugins() {
        return plugins;
    }

    @Override
    public void close() {
        loader.close();
        server.close();
    }
}
