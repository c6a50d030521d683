package io.thriftplugins.cli;

import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ServerBuilder;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.ThriftPluginsServer;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A host for one command: whatever it loads is gone when it is closed, and when the JVM is told to end. */
final class PluginSession implements AutoCloseable {

    private final PluginSource source;
    private final ThriftPluginsServer server;
    private final ThriftPluginsLoader loader;
    private final OnShutdown onShutdown;

    private PluginSession(PluginSource source, ThriftPluginsServer server, ThriftPluginsLoader loader) {
        this.source = source;
        this.server = server;
        this.loader = loader;
        this.onShutdown = OnShutdown.close(this::stop);
    }

    /**
     * Starts the host.
     *
     * @throws PluginException if it can't listen, or if there is no plugin at the path, which is looked at first
     */
    static PluginSession open(ThriftPlugins options, Path path) {
        // Not the plugin's log: if it fails, the error has the last lines of what it wrote on stderr.
        Logs.start(options.verbose(), "off");
        PluginSource source = PluginSource.of(path);
        TransportKind transport = options.transport();
        @Nullable Duration timeout = options.timeout();
        ServerBuilder builder = ThriftPluginsServer.builder().version(ProgramVersion.text());
        builder.transport((transport == null ? TransportKind.PIPE : transport).scheme());
        if (timeout != null) {
            builder.callTimeout(timeout);
        }
        ThriftPluginsServer server = builder.build();
        ThriftPluginsLoader.Builder loader = ThriftPluginsLoader.builder(server);
        if (timeout != null) {
            loader.registrationTimeout(timeout).readyTimeout(timeout);
        }
        PluginSession session = new PluginSession(source, server, loader.build());
        try {
            server.start();
            return session;
        } catch (Throwable e) {
            session.close();
            throw e;
        }
    }

    PluginHandle load() {
        return loader.load(source);
    }

    @Override
    public void close() {
        stop();
        onShutdown.close();
    }

    private void stop() {
        loader.close();
        server.close();
    }
}
