package io.thriftplugins.e2e.calls;

import io.thriftplugins.client.ClientArguments;
import io.thriftplugins.client.ThriftPluginsClient;

/** A plugin with a main of its own, and with one connection to its host only. */
public final class NestingMain {

    private NestingMain() {}

    public static void main(String[] args) {
        int code;
        try (ThriftPluginsClient client = ThriftPluginsClient.builder()
                .plugin(new CallsPlugin())
                .arguments(ClientArguments.parse(args))
                .maxConnections(1)
                .build()) {
            code = client.run();
        }
        System.exit(code);
    }
}
