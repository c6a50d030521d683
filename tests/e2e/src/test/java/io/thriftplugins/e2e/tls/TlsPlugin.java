package io.thriftplugins.e2e.tls;

import io.thriftplugins.Blob;
import io.thriftplugins.Host;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A plugin that uses all kinds of connections there are. */
public final class TlsPlugin implements Plugin {

    private @Nullable Host host;

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("tls")
                .version("1")
                .function("add(a: integer, b: integer): integer", call -> call.getLong("a") + call.getLong("b"))
                .function(
                        "through_host(depth: integer): integer",
                        call -> Objects.requireNonNull(host).call("back", call.getLong("depth")))
                .function("blob(size: integer): blob", call -> Blob.of(bytes((int) call.getLong("size"))));
    }

    @Override
    public void start(Host theHost) {
        host = theHost;
    }

    static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) ((i * 31) >> 3);
        }
        return bytes;
    }
}
