package io.thriftplugins.e2e.faults;

import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;

/** A plugin for the inside of a host. */
public final class InsidePlugin implements Plugin {

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("inside")
                .version("1")
                .function("add(a: integer, b: integer): integer", call -> call.getLong("a") + call.getLong("b"));
    }
}
