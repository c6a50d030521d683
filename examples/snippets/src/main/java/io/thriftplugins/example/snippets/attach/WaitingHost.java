package io.thriftplugins.example.snippets.attach;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.RegistrationToken;
import io.thriftplugins.server.ThriftPluginsServer;
import java.time.Duration;

/** Waits for a plugin that somebody starts by hand. */
public final class WaitingHost {

    private WaitingHost() {}

    public static PluginHandle await(ThriftPluginsServer server) {
        RegistrationToken token = server.issueToken("statistics", Duration.ofHours(1));
        System.out.println("--server-endpoint=" + server.endpoint() + " --token=" + token.value());
        PluginHandle plugin = server.awaitRegistration(token, Duration.ofHours(1));
        plugin.awaitReady(Duration.ofMinutes(1));
        return plugin;
    }
}
