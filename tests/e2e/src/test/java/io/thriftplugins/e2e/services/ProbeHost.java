package io.thriftplugins.e2e.services;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.kit.Jvm;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ServerBuilder;
import io.thriftplugins.services.ThriftClient;
import io.thriftplugins.services.ThriftServices;
import io.thriftplugins.services.probe.Probe;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A host that offers the tests' service, with one {@link ProbePlugin} in a process of its own. */
final class ProbeHost implements AutoCloseable {

    private final ProbeHandler handler = new ProbeHandler(this::probe);
    private final TestHost host;
    private final PluginHandle plugin;
    private volatile @Nullable ThriftClient<Probe.Client> client;

    private ProbeHost(String transport, PluginSource source, UnaryOperator<ServerBuilder> options) {
        host = TestHost.start(
                transport,
                builder ->
                        options.apply(builder.service(ThriftServices.serve("probe", handler, Probe.Processor::new))));
        try {
            plugin = host.load(source);
            client = ThriftServices.client(plugin, "probe", Probe.Client::new);
        } catch (Throwable e) {
            host.close();
            throw e;
        }
    }

    static ProbeHost start(Path directory, String transport) {
        return start(directory, transport, UnaryOperator.identity());
    }

    static ProbeHost start(Path directory, String transport, UnaryOperator<ServerBuilder> options) {
        return of(Jvm.plugin(directory, ProbeMain.class), transport, options);
    }

    static ProbeHost of(PluginSource source, String transport, UnaryOperator<ServerBuilder> options) {
        return new ProbeHost(transport, source, options);
    }

    PluginHandle plugin() {
        return plugin;
    }

    ThriftClient<Probe.Client> client() {
        return Objects.requireNonNull(client);
    }

    Probe.Iface probe() {
        return client().as(Probe.Iface.class);
    }

    /** A note of the host's own service. */
    String hostNote(String name) {
        return handler.note(name);
    }

    @Override
    public void close() {
        host.close();
    }
}
