package io.thriftplugins.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host and a plugin on two machines, step by step as docs/tls.md has it: the operator carries two lines across. */
@Timeout(300)
@DisplayName("A plugin on another machine")
class OtherMachineTest {

    private static final String SCRIPT =
            Installation.distribution().resolve("bin/thrift-plugins").toString();

    @TempDir
    private Path temp;

    private Installation installation;
    private TwoMachines machines;

    @BeforeEach
    void connect() throws Exception {
        installation = new Installation(temp);
        machines = TwoMachines.start();
    }

    @AfterEach
    void close() throws Exception {
        installation.close();
        if (machines != null) {
            machines.close();
        }
    }

    @Test
    @DisplayName("registers with what the operator hands over, and is called")
    void registers() throws Exception {
        Command debug = startHost("tls://" + TwoMachines.HOST + ":4711");
        Command plugin = startPlugin(value(debug, "Endpoint:"), value(debug, "Token:"));
        debug.awaitErr(1, "Ready");
        debug.type("add 40 2");
        debug.awaitOut("42");
        debug.type("quit");

        assertThat(debug.exitCode()).isZero();
        assertThat(plugin.exitCode()).as("the plugin was asked to end").isZero();
        installation.assertNothingLeft();
    }

    @Test
    @DisplayName("is told why it can't register with a wrong token, or where another host is than it was told")
    void refused() throws Exception {
        Command debug = startHost("tls://" + TwoMachines.HOST + ":4711");
        String endpoint = value(debug, "Endpoint:");

        Command stranger = startPlugin(endpoint, "guessed");
        assertThat(stranger.exitCode()).isEqualTo(1);
        assertThat(stranger.err).anyMatch(line -> line.contains("token"));
        String other = endpoint.substring(0, endpoint.length() - 64) + "0".repeat(64);
        Command misled = startPlugin(other, value(debug, "Token:"));
        assertThat(misled.exitCode()).isEqualTo(1);
        assertThat(misled.err).anyMatch(line -> line.contains("is another one than expected"));
        debug.endInput();
        assertThat(debug.exitCode()).isZero();
        assertThat(debug.err).anyMatch(line -> line.contains("Refused a connection to " + endpoint));
    }

    @Test
    @DisplayName("without TLS there is no way from one machine to the other")
    void onlyTls() throws Exception {
        Command debug = installation.startProgram(
                Map.of(), machines.onHost(List.of(SCRIPT, "debug", "--endpoint=tcp://" + TwoMachines.HOST + ":4711")));

        assertThat(debug.exitCode()).isEqualTo(1);
        assertThat(debug.err).anyMatch(line -> line.contains("use tls://HOST:PORT"));
    }

    private Command startHost(String endpoint) throws Exception {
        return installation.startProgram(Map.of(), machines.onHost(List.of(SCRIPT, "debug", "--endpoint=" + endpoint)));
    }

    private Command startPlugin(String endpoint, String token) throws Exception {
        List<String> words = new ArrayList<>(Arrays.asList(SCRIPT, "run"));
        words.add("--plugin=" + Installation.markdownPlugin());
        words.add("--server-endpoint=" + endpoint);
        words.add("--token=" + token);
        words.add("--callback-endpoint=tls://" + TwoMachines.PLUGIN + ":0");
        return installation.startProgram(Map.of(), machines.onPlugin(words));
    }

    private static String value(Command debug, String name) {
        await(name).atMost(Duration.ofMinutes(2)).until(() -> debug.out.stream().anyMatch(l -> l.startsWith(name)));
        return debug.out.stream()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> line.substring(name.length()).strip())
                .orElseThrow();
    }
}
