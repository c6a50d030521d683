package io.thriftplugins.e2e.support.stranger;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.e2e.support.Plugins;
import io.thriftplugins.e2e.support.TestHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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

    @Override
    public void close() {
        commands.close();
        process.destroyForcibly().onExit().join();
    }
}
