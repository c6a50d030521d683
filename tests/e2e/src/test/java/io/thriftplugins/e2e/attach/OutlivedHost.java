package io.thriftplugins.e2e.attach;

import io.thriftplugins.PluginAttachment;
import io.thriftplugins.e2e.kit.Jvm;
import io.thriftplugins.e2e.kit.LeftPipes;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.Processes;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/** A {@link FirstHost} in a process of its own, and the {@link CounterPlugin} that it has launched. */
final class OutlivedHost implements AutoCloseable {

    private final Path directory;
    private final LeftPipes left = new LeftPipes();
    private final Process process;
    private final long pluginPid;
    private final PluginAttachment attachment;

    /** Starts both; with {@code calls} to the plugin whose results the host keeps. */
    OutlivedHost(Path directory, String transport, Duration giveUpAfter, String... calls) throws IOException {
        this.directory = directory;
        List<String> command = Jvm.command(FirstHost.class);
        command.addAll(List.of(
                transport,
                PluginJars.write(directory, CounterPlugin.class).toString(),
                file().toString(),
                Long.toString(giveUpAfter.toMillis()),
                report().toString()));
        command.addAll(List.of(calls));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
        pluginPid = Long.parseLong(Objects.requireNonNull(lines.readLine(), "The first host has ended"));
        left.add(lines.readLine());
        attachment = PluginAttachment.load(file());
        left.add(attachment.endpoint());
    }

    /** The attachment's. */
    Path file() {
        return directory.resolve("attachment");
    }

    /** Where the plugin writes what it notices without a host. */
    Path report() {
        return directory.resolve("report");
    }

    PluginAttachment attachment() {
        return attachment;
    }

    long pluginPid() {
        return pluginPid;
    }

    /** Notes down where another process listens that is killed. */
    void alsoLeft(String uri) {
        left.add(uri);
    }

    /** Returns when it is dead. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws Exception {
        kill();
        ProcessHandle.of(pluginPid).ifPresent(ProcessHandle::destroyForcibly);
        Processes.awaitGone(pluginPid);
        left.close();
    }
}
