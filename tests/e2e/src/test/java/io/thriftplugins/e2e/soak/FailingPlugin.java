package io.thriftplugins.e2e.soak;

import io.thriftplugins.Host;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;

/** A plugin that can't start. */
public final class FailingPlugin implements Plugin {

    /** For the loader. */
    public FailingPlugin() {}

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("failing").version("1");
    }

    @Override
    public void start(Host host) {
        throw new IllegalStateException("As it should be");
    }
}
