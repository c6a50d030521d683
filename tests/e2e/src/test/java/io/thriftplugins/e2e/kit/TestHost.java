package io.thriftplugins.e2e.kit;

import io.thriftplugins.PluginEvent;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.server.HostConfiguration;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ServerBuilder;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.ThriftPluginsServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A host inside the test's JVM: a started server and a loader, with patience for a busy machine. */
public final class TestHost implements AutoCloseable {

    public static final String PIPE = "net.pipe";
    public static final String SOCKET = "tcp";
    public static final String TLS = "tls";

    private static final Duration PATIENCE = Duration.ofSeconds(50);

    private final Map<String, Object> settings = new ConcurrentHashMap<>();
    private final List<PluginEvent> events = new CopyOnWriteArrayList<>();
    private final ThriftPluginsServer server;
    private final ThriftPluginsLoader loader;

    private TestHost(String transport, UnaryOperator<ServerBuilder> options) {
        server = options.apply(ThriftPluginsServer.builder()
                        .transport(Objects.requireNonNull(transport, "transport"))
                        .callTimeout(PATIENCE)
                        .configuration(new Settings())
                        .listener(events::add))
                .build()
                .start();
        loader = ThriftPluginsLoader.builder(server)
                .registrationTimeout(PATIENCE)
                .readyTimeout(PATIENCE)
                .build();
    }

    public static TestHost start(String transport) {
        return start(transport, UnaryOperator.identity());
    }

    public static TestHost start(String transport, UnaryOperator<ServerBuilder> options) {
        return new TestHost(transport, options);
    }

    public ThriftPluginsServer server() {
        return server;
    }

    public ThriftPluginsLoader loader() {
        return loader;
    }

    public PluginHandle load(PluginSource source) {
        return loader.load(source);
    }

    /** Sets what plugins read as the host's configuration. */
    public void configure(String key, @Nullable Object value) {
        new Settings().set("", key, value);
    }

    /** What the server's listener has been told so far. */
    public List<PluginState> states(String plugin) {
        return events.stream()
                .filter(event -> event.pluginName().equals(plugin))
                .map(PluginEvent::state)
                .toList();
    }

    @Override
    public void close() {
        loader.close();
        server.close();
    }

    private final class Settings implements HostConfiguration {

        @Override
        public @Nullable Object get(String plugin, String key) {
            return settings.get(key);
        }

        @Override
        public void set(String plugin, String key, @Nullable Object value) {
            if (value == null) {
                settings.remove(key);
            } else {
                settings.put(key, value);
            }
        }
    }
}
