package io.thriftplugins.example.snippets.tls;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.RegistrationToken;
import io.thriftplugins.TlsEndpoint;
import io.thriftplugins.TransportKeys;
import io.thriftplugins.server.ThriftPluginsServer;
import java.nio.file.Path;
import java.time.Duration;

/** Waits for a plugin on another machine: arguments are the address to listen on, and that of the other machine. */
public final class RemotePluginHost {

    private RemotePluginHost() {}

    public static void main(String[] args) {
        try (ThriftPluginsServer server = start(args[0], args[1])) {
            RegistrationToken token = server.issueToken("statistics", Duration.ofHours(1));
            // For the operator, who starts the plugin over there. The token is a secret, the endpoint is none.
            System.out.println("--server-endpoint=" + server.endpoint() + " --token=" + token.value()
                    + " --callback-endpoint=tls://" + args[1] + ":0");
            PluginHandle plugin = server.awaitRegistration(token, Duration.ofHours(1));
            plugin.awaitReady(Duration.ofMinutes(1));
            System.out.println(plugin.call("add", 2, 3));
        }
    }

    /** Keys are made up. The plugin may be called back at one other machine, and nowhere else. */
    static ThriftPluginsServer start(String address, String otherMachine) {
        return ThriftPluginsServer.builder()
                .endpoint(new TlsEndpoint(address, 0))
                .callbackPolicy(callback ->
                        callback instanceof TlsEndpoint tls && tls.host().equals(otherMachine))
                .build()
                .start();
    }

    /** A host with a key of its own, which takes plugins whose certificates come from one authority. */
    static ThriftPluginsServer start(Path store, char[] password, Path authority) {
        return ThriftPluginsServer.builder()
                .transport(TlsEndpoint.SCHEME)
                .keys(TransportKeys.load(store, password).trusting(authority))
                .build()
                .start();
    }
}
