package io.thriftplugins.e2e.runs;

import io.thriftplugins.client.RemoteLogging;
import io.thriftplugins.client.ThriftPluginsClient;

/** {@link CuriousPlugin} with a main of its own. */
public final class CuriousMain {

    private CuriousMain() {}

    public static void main(String[] args) {
        RemoteLogging.install();
        System.exit(ThriftPluginsClient.run(new CuriousPlugin(), args));
    }
}
