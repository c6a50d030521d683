package io.thriftplugins.server;

import static org.awaitility.Awaitility.await;

import io.thriftplugins.Limits;
import io.thriftplugins.LogLevel;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.TokenRegistry;
import io.thriftplugins.rpc.process.ProcessTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Launches plugins for a test, keeps what they print, and ends them all with the test. */
final class Launch implements AutoCloseable {

    /** For plugins that end when asked, or when their stdin does, however busy the machine is. */
    static final StopPolicy PATIENT = new StopPolicy(
            Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(300), Duration.ofSeconds(10));

    /** For plugins that don't. */
    static final StopPolicy QUICK =
            new StopPolicy(Duration.ofMillis(300), Duration.ofMillis(300), Duration.ofSeconds(10));

    /** For plugins that don't, but heed a signal, however busy the machine is. */
    static final StopPolicy SIGNAL =
            new StopPolicy(Duration.ofMillis(300), Duration.ofSeconds(20), Duration.ofSeconds(10));

    final List<String> stdout = Collections.synchronizedList(new ArrayList<>());
    final List<String> stderr = Collections.synchronizedList(new ArrayList<>());
    final OutputPump pump = new OutputPump(Limits.DEFAULT);
    final LaunchArguments arguments = new LaunchArguments(
            new PipeEndpoint("thph-TEST"), new TokenRegistry().issue("test", Duration.ofMinutes(1)), LogLevel.DEBUG);
    private final List<PluginProcess> processes = new CopyOnWriteArrayList<>();
    private final ProcessLauncher launcher = new ProcessLauncher(pump, () -> Runners.find(null));

    PluginProcess start(PluginSource source) {
        return start(source, new ProcessOutput(stdout::add, stderr::add));
    }

    PluginProcess start(PluginSource source, ProcessOutput output) {
        return started(launcher.launch(source, arguments, output));
    }

    PluginProcess started(PluginProcess process) {
        processes.add(process);
        return process;
    }

    /** Runs a plugin to its end. */
    ProcessEnd run(PluginSource source) {
        return get(start(source).onExit());
    }

    static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("The process did not end in time", e);
        }
    }

    /** The process whose id a script writes to a file, in one line. */
    static ProcessHandle processIn(Path file) {
        await().until(() -> Files.exists(file) && Files.readString(file).endsWith("\n"));
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
                    .orElseThrow(() -> new AssertionError("The process in " + file + " is gone already"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static boolean isAlive(ProcessHandle handle) {
        return ProcessTree.isAlive(handle);
    }

    @Override
    public void close() {
        StopPolicy kill = new StopPolicy(Duration.ZERO, Duration.ofMillis(100), Duration.ofSeconds(10));
        processes.forEach(process -> process.stop(kill, () -> true));
        pump.close();
    }
}
