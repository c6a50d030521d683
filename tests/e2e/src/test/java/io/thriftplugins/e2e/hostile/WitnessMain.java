package io.thriftplugins.e2e.hostile;

import io.thriftplugins.client.ThriftPluginsClient;

/** The {@link WitnessPlugin} as a program. */
public final class WitnessMain {

    private WitnessMain() {}

    public static void main(String[] args) {
        System.exit(ThriftPluginsClient.run(new WitnessPlugin(), args));
    }
}
