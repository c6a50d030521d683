package io.thriftplugins.benchmarks;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.RegistrationToken;
import io.thriftplugins.server.ThriftPluginsServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Launches {@link Peer} or another program on this program's own class path: a loader of one's own. */
final class PeerProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final PluginHandle handle;

    private PeerProcess(Process process, PluginHandle handle) {
        this.process = process;
        this.handle = handle;
    }

    static PeerProcess launch(ThriftPluginsServer server, Class<?> program, String... javaOptions) throws IOException {
        RegistrationToken token = server.issueToken("peer");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(javaOptions));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                "--server-endpoint=" + server.endpoint(),
                "--token=" + token.value(),
                "--parent-pid=" + ProcessHandle.current().pid(),
                "--log-level=Warning"));
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            PluginHandle handle = server.awaitRegistration(token, PATIENCE);
            handle.awaitReady(PATIENCE);
            return new PeerProcess(process, handle);
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    PluginHandle handle() {
        return handle;
    }

    @Override
    public void close() {
        handle.close();
        process.onExit().join();
    }
}
