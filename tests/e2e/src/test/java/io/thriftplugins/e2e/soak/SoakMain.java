package io.thriftplugins.e2e.soak;

import io.thriftplugins.Host;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.client.RemoteLogging;
import io.thriftplugins.client.ThriftPluginsClient;
import io.thriftplugins.e2e.services.ProbeHandler;
import io.thriftplugins.services.ThriftServices;
import io.thriftplugins.services.probe.Probe;

/** A {@link SoakPlugin} with a main of its own, and with a service of its own. */
public final class SoakMain implements Plugin {

    private final SoakPlugin plugin = new SoakPlugin();

    private SoakMain() {}

    public static void main(String[] args) {
        RemoteLogging.install();
        System.exit(ThriftPluginsClient.run(new SoakMain(), args));
    }

    @Override
    public void define(PluginDefinition definition) {
        plugin.define(definition);
        definition.service(ThriftServices.serve("probe", new CountedProbe(), Probe.Processor::new));
    }

    @Override
    public void start(Host host) {
        plugin.start(host);
    }

    /** Its texts are calls' numbers. */
    private final class CountedProbe extends ProbeHandler {

        CountedProbe() {
            super(() -> {
                throw new UnsupportedOperationException();
            });
        }

        @Override
        public String echo(String text) {
            plugin.executed(Long.parseLong(text));
            return text;
        }
    }
}
