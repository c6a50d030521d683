package adder;

import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;

/** Adds, and tells where it does so. */
public final class Adder implements Plugin {

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("adder")
                .version("1.0.0")
                .function("add(a: integer, b: integer): integer", call -> call.getLong("a") + call.getLong("b"))
                .function("pid(): integer", call -> ProcessHandle.current().pid())
                .function("path(): string", call -> System.getProperty("jdk.module.path", ""));
    }
}
