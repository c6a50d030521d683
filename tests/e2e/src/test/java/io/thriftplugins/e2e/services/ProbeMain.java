package io.thriftplugins.e2e.services;

import io.thriftplugins.client.ClientArguments;
import io.thriftplugins.client.ThriftPluginsClient;

/** The plugin with a main of its own, and with one connection to its host only. */
public final class ProbeMain {

    private ProbeMain() {}

    public static void main(String[] args) {
        int code;
        try (ThriftPluginsClient client = ThriftPluginsClient.builder()
                .plugin(new ProbePlugin())
                .arguments(ClientArguments.parse(args))
                .maxConnections(1)
                .build()) {
            code = client.run();
        }
        System.exit(code);
    }
}
