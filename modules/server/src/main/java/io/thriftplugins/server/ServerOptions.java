package io.thriftplugins.server;

import io.thriftplugins.Endpoint;
import io.thriftplugins.HealthCheck;
import io.thriftplugins.Limits;
import io.thriftplugins.LogLevel;
import io.thriftplugins.MessageServices;
import io.thriftplugins.PluginListener;
import io.thriftplugins.StopPolicy;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How a server behaves; see {@link ThriftPluginsServer.Builder}. */
record ServerOptions(
        String version,
        MessageServices services,
        @Nullable ModuleLayer transports,
        @Nullable LogLevel minLogLevel,
        HostConfiguration configuration,
        @Nullable QueryHandler queries,
        Duration callbackTimeout,
        Limits limits,
        @Nullable Predicate<Endpoint> callbackPolicy,
        StopPolicy stopPolicy,
        @Nullable HealthCheck healthCheck,
        List<PluginListener> listeners) {}
