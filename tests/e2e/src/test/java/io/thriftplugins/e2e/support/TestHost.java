package io.thriftplugins.e2e.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.Endpoint;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.PluginEvent;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.server.EnvironmentPolicy;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ServerBuilder;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.ThriftPluginsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/**
 * A host, which is this JVM: a started server and a loader that both wait long, so that nothing but what a test is
 * about runs out of time. Closing it checks that no process and no socket file is left.
 */
public final class TestHost implements AutoCloseable {

    private static final Duration LONG = Duration.ofSeconds(50);
    private static final String MARK = "E2E_HOST";

    private final String mark = UUID.randomUUID().toString();
    private final List<PluginEvent> events = new CopyOnWriteArrayList<>();
    private final ThriftPluginsServer server;
    private final ThriftPluginsLoader loader;
    private final Endpoint endpoint;

    private TestHost(
            Transport transport,
            UnaryOperator<ServerBuilder> server,
            UnaryOperator<ThriftPluginsLoader.Builder> loader) {
        this.server = server.apply(ThriftPluginsServer.builder()
                        .transport(transport.scheme())
                        .listener(events::add))
                .build()
                .start();
        this.endpoint = this.server.endpoint();
        this.loader = loader.apply(ThriftPluginsLoader.builder(this.server)
                        .registrationTimeout(LONG)
                        .readyTimeout(LONG))
                .build();
    }

    public static TestHost start(Transport transport) {
        return start(transport, server -> server, loader -> loader);
    }

    public static TestHost start(Transport transport, UnaryOperator<ServerBuilder> server) {
        return start(transport, server, loader -> loader);
    }

    public static TestHost start(
            Transport transport,
            UnaryOperator<ServerBuilder> server,
            UnaryOperator<ThriftPluginsLoader.Builder> loader) {
        return new TestHost(transport, server, loader);
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

    /** What {@link #close} finds a plugin's processes by. */
    public EnvironmentPolicy marked(EnvironmentPolicy environment) {
        return environment.with(MARK, mark);
    }

    public PluginSource marked(PluginSource source) {
        return source.withEnvironment(marked(EnvironmentPolicy.inherited()));
    }

    /** For processes that a test starts itself. */
    public ProcessBuilder marked(ProcessBuilder builder) {
        builder.environment().put(MARK, mark);
        return builder;
    }

    /** The events of a plugin so far. */
    public List<PluginEvent> events(String plugin) {
        return events.stream()
                .filter(event -> event.pluginName().equals(plugin))
                .toList();
    }

    /** Waits for an event that fits. */
    public PluginEvent awaitEvent(String plugin, io.thriftplugins.PluginState state) {
        return Objects.requireNonNull(Awaitility.await(plugin + " to be " + state)
                .atMost(Duration.ofSeconds(40))
                .until(
                        () -> events(plugin).stream()
                                .filter(event -> event.state() == state)
                                .findFirst()
                                .orElse(null),
                        Objects::nonNull));
    }

    @Override
    public void close() throws IOException {
        loader.close();
        server.close();
        assertThat(server.plugins()).isEmpty();
        Awaitility.await("no process to be left of " + endpoint)
                .atMost(Duration.ofSeconds(10))
                .until(() -> Processes.withVariable(MARK, mark), List::isEmpty);
        if (endpoint instanceof PipeEndpoint pipe) {
            assertThat(socketFile(pipe)).matches(file -> !Files.exists(file, LinkOption.NOFOLLOW_LINKS), "is gone");
        }
    }

    /** Contract 1.3. */
    static Path socketFile(PipeEndpoint pipe) {
        return Path.of(Objects.requireNonNullElse(System.getenv("TMPDIR"), "/tmp"), "CoreFxPipe_" + pipe.name());
    }
}
