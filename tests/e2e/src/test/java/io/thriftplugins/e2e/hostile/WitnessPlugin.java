package io.thriftplugins.e2e.hostile;

import io.thriftplugins.Host;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A plugin that does as it should, beside others or while others attack it. */
public final class WitnessPlugin implements Plugin {

    private volatile @Nullable Host host;

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("witness")
                .version("1")
                .function("add(a: integer, b: integer): integer", call -> call.getLong("a") + call.getLong("b"))
                .function("echo(value: any): any", call -> call.get(0))
                .function(
                        "through(value: any): any",
                        call -> Objects.requireNonNull(host).call("echo", call.get(0)))
                .function("gift(): blob", call -> io.thriftplugins.Blob.of(new byte[] {1, 2, 3}))
                .function("vitals(): map", call -> Vitals.now().told());
    }

    @Override
    public void start(Host started) {
        host = started;
    }
}
