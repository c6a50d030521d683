package io.thriftplugins.e2e.supervise;

import static org.awaitility.Awaitility.await;

import io.thriftplugins.PluginEvent;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.support.Plugins;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.server.LoadedPlugin;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.RestartPolicy;
import io.thriftplugins.server.ServerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** A host with plugins of {@link PhoenixPlugin}. Closing it checks that no process is left. */
final class PhoenixHost implements AutoCloseable {

    static final String NAME = "phoenix";

    /** Restarts at once, exactly so. */
    static final RestartPolicy QUICKLY = RestartPolicy.onFailure()
            .withPauses(Duration.ofMillis(10), 2, Duration.ofMinutes(1))
            .withJitter(0);

    /** Restarts when the tests are over. */
    static final RestartPolicy LATER = RestartPolicy.always()
            .withPauses(Duration.ofHours(1), 1, Duration.ofHours(1))
            .withJitter(0);

    private final TestHost host;
    private final Path jar;

    private PhoenixHost(TestHost host, Path jar) {
        this.host = host;
        this.jar = jar;
    }

    static PhoenixHost start(Transport transport, Path directory) {
        return start(transport, directory, server -> server);
    }

    static PhoenixHost start(Transport transport, Path directory, UnaryOperator<ServerBuilder> server) {
        Path jar = PluginJars.write(directory, PhoenixPlugin.class, Phoenix.class);
        return new PhoenixHost(
                TestHost.start(transport, options -> server.apply(options.callTimeout(Duration.ofSeconds(50)))), jar);
    }

    TestHost host() {
        return host;
    }

    PluginSource source(String version, String... javaOptions) {
        return host.marked(PluginSource.jar(jar))
                .withName(NAME)
                .withJavaOptions(Plugins.fastJvm())
                .withJavaOptions(List.of("-D" + PhoenixPlugin.VERSION + "=" + version))
                .withJavaOptions(List.of(javaOptions));
    }

    LoadedPlugin load(RestartPolicy policy, String... javaOptions) {
        return host.loader().load(source("1", javaOptions).withRestart(policy));
    }

    List<PluginState> states() {
        return host.events(NAME).stream().map(PluginEvent::state).toList();
    }

    PluginEvent awaitEvent(PluginState state) {
        return host.awaitEvent(NAME, state);
    }

    /** With SIGKILL; returns when the host knows: until then a connection may seem to be open, and lose a call. */
    static void kill(PluginHandle plugin) {
        long pid = plugin.pid().orElseThrow();
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !plugin.pid().equals(OptionalLong.of(pid))
                        || plugin.ended().isDone());
    }

    /** Until it is waiting to be launched again. */
    static void awaitPause(PluginHandle plugin) {
        await().atMost(Duration.ofSeconds(20)).until(() -> plugin.state() == PluginState.RESTARTING);
    }

    @Override
    public void close() throws IOException {
        host.close();
    }
}
