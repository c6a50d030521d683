package io.thriftplugins.e2e.faults;

import io.thriftplugins.e2e.kit.Jvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The process of a {@link HostProgram}, with a directory of its own for sockets. For one thread at a time. */
public final class HostProcess implements AutoCloseable {

    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader answers;
    private final List<Long> pids;

    /** Starts it, and waits until its plugins are loaded. */
    public HostProcess(Path temporary, String... arguments) throws IOException {
        this(temporary, List.of(), HostProgram.class, arguments);
    }

    /**
     * Starts another program, and waits until it has printed process ids.
     *
     * @param prefix what stands before the command
     */
    HostProcess(Path temporary, List<String> prefix, Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(Jvm.command(program));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("TMPDIR", temporary.toString());
        process = builder.start();
        commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        answers = process.inputReader(StandardCharsets.UTF_8);
        pids = Arrays.stream(receive().strip().split(" "))
                .filter(pid -> !pid.isEmpty())
                .map(Long::valueOf)
                .toList();
    }

    public long pid() {
        return process.pid();
    }

    /** Its plugins' processes, and what these have started. */
    public List<Long> plugins() {
        return pids;
    }

    /** Lets it call the first plugin. */
    public void send() {
        commands.println("add");
    }

    /** What that call came to. */
    public String receive() throws IOException {
        return Objects.requireNonNull(answers.readLine(), "The host has ended");
    }

    /** With SIGKILL. Returns when it is dead. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Ends all that is left of it, if a test has failed. */
    @Override
    public void close() {
        kill();
        pids.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
    }
}
