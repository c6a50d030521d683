package io.thriftplugins.e2e.end;

import io.thriftplugins.client.RemoteLogging;
import io.thriftplugins.client.ThriftPluginsClient;

/** {@link EndPlugin} with a main of its own. */
public final class EndMain {

    private EndMain() {}

    public static void main(String[] args) {
        RemoteLogging.install();
        System.exit(ThriftPluginsClient.run(new EndPlugin(), args));
    }
}
