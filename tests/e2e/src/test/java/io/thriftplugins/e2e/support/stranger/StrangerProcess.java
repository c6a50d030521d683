package io.thriftplugins.e2e.support.stranger;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.e2e.support.Plugins;
import io.thriftplugins.e2e.support.TestHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A {@link Stranger} that obeys commands. For one thread at a time. */
public final class StrangerProcess implements AutoCloseable {

    private final Process process;
    private final PrintWriter commands;
    private final BufferedReader answers;

    public StrangerProcess(TestHost host) throws IOException {
        List<String> command = new ArrayList<>(List.of(Plugins.java().toString()));
        command.addAll(Plugins.fastJvm());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Stranger.class.getName()));
        command.addAll(
                List.of("--mode=commands", "--server-endpoint=" + host.server().endpoint()));
        process = host.marked(new ProcessBuilder(command))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        commands = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Tells it what to do, without waiting. */
    public void send(String connection, String method, Object token) {
        commands.println(connection + " " + method + " " + token);
    }

    /** Waits for the answer to the first command that has none yet. */
    public String receive() throws IOException {
        return Objects.requireNonNull(answers.readLine(), "The stranger has ended");
    }

    public String tell(String connection, String method, Object token) throws IOException {
        send(connection, method, token);
        return receive();
    }

    /** Registers, and returns the authorization token. */
    public long register(String connection, String token) throws IOException {
        String answer = tell(connection, "register", token);
        assertThat(answer).startsWith("registered ");
        return Long.parseLong(answer.substring("registered ".length()));
    }

    /** Kills it. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** The socket files that it has made, which it can't remove when it is killed. */
    public List<Path> socketFiles() throws IOException {
        Path directory = Path.of(Objects.requireNonNullElse(System.getenv("TMPDIR"), "/tmp"));
        try (Stream<Path> files = Files.list(directory)) {
            String name = Wire.PREFIX + process.pid() + "-";
            return files.filter(file -> file.toString().contains(name)).toList();
        }
    }

    /** Lets it end at the end of the commands. */
    @Override
    public void close() throws IOException {
        commands.close();
        try {
            process.onExit().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            kill();
            throw new IOException("The stranger did not end", e);
        }
    }
}
