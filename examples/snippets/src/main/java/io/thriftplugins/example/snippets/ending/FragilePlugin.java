package io.thriftplugins.example.snippets.ending;

import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;

/** A plugin that has not been written with care. */
public final class FragilePlugin implements Plugin {

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("fragile").version("1.0.0").function("divide(a: integer, b: integer): integer", call -> {
            if (call.getLong("b") == 0) {
                System.err.println("Division by zero, giving up");
                Runtime.getRuntime().halt(7);
            }
            return call.getLong("a") / call.getLong("b");
        });
    }

    @Override
    public void stop() {
        // Called when the host asks the plugin to end, and when the host is gone: flush and close what is open.
    }
}
