package io.thriftplugins.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code thrift-plugins debug}, with plugins that are started by hand. */
@Timeout(300)
class DebugTest {

    private static final String ENDPOINT = "net.pipe://127.0.0.1/qcat-test";

    @TempDir
    private Path temp;

    private Installation installation;

    @BeforeEach
    void install() {
        installation = new Installation(temp);
    }

    @AfterEach
    void close() {
        installation.close();
    }

    @Test
    void takesPluginsThatAreStartedByHandOneAfterTheOther() throws Exception {
        Command debug = installation.start("debug");
        debug.awaitOut("  --server-endpoint=" + ENDPOINT + " --token=test");
        debug.type("add 2 3");
        Command first = startPlugin(ENDPOINT, "test");
        debug.awaitOut("5");
        first.kill();
        debug.awaitErr(1, "Plugin 'debug' ended");
        Command second = startPlugin(ENDPOINT, "test");
        debug.awaitErr(2, "Ready");
        debug.type("add 40 2");
        debug.awaitOut("42");
        debug.type("functions");
        debug.awaitOut("  add(a: integer, b: integer): integer");
        debug.type("quit");
        assertThat(debug.exitCode()).isZero();
        assertThat(second.exitCode()).as("the plugin was asked to end").isZero();
    }

    @Test
    void goesOnAfterErrors() throws Exception {
        Command debug = installation.start("debug");
        debug.awaitOut("Token:    test");
        Command plugin = startPlugin(ENDPOINT, "test");
        debug.type("subtract 2");
        debug.type("add 2");
        debug.type("");
        debug.type("markdown_render 'two  words'");
        debug.awaitOut("\"<p>two  words</p>\\n\"");
        debug.awaitInErr("no function 'subtract'; it has: markdown_render(");
        debug.awaitInErr("needs the argument 'b'");
        debug.endInput();
        assertThat(debug.exitCode()).isZero();
        assertThat(plugin.exitCode()).isZero();
        installation.assertNothingLeft();
    }

    @Test
    void aPluginThatIsStartedAgainReplacesTheOneThatStillRuns() throws Exception {
        Command debug = installation.start("debug");
        debug.awaitOut("Token:    test");
        Command first = startPlugin(ENDPOINT, "test");
        debug.awaitErr(1, "Ready");
        Command second = startPlugin(ENDPOINT, "test");
        debug.awaitErr(1, "Another plugin has registered");
        assertThat(first.exitCode()).isZero();
        debug.type("add 2 3");
        debug.awaitOut("5");
        debug.type("quit");
        assertThat(debug.exitCode()).isZero();
        assertThat(second.exitCode()).isZero();
        installation.assertNothingLeft();
    }

    @Test
    void aPluginWithTheWrongTokenIsRefusedAndTheRightOneIsTakenAllTheSame() throws Exception {
        Command debug = installation.start("debug", "--endpoint", "net.pipe://127.0.0.1/mine", "--token", "secret");
        debug.awaitOut("Endpoint: net.pipe://127.0.0.1/mine");
        Command wrong = startPlugin("net.pipe://127.0.0.1/mine", "test");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err).anyMatch(line -> line.contains("registration token is unknown"));
        Command right = startPlugin("net.pipe://127.0.0.1/mine", "secret");
        debug.awaitErr(1, "Ready");
        debug.type("quit");
        assertThat(debug.exitCode()).isZero();
        assertThat(right.exitCode()).isZero();
        installation.assertNothingLeft();
    }

    /** Not at the contract's port: that is one for the whole machine, and somebody may use it. */
    @Test
    void onASocketTheTokenIsASecret() throws Exception {
        Command debug = installation.start("debug", "--endpoint", "tcp://127.0.0.1:0");
        debug.awaitOut("Start a plugin with these arguments:");
        String endpoint = debug.out.get(0).replace("Endpoint: ", "");
        String token = debug.out.get(1).replace("Token:    ", "");
        assertThat(endpoint).matches("tcp://127\\.0\\.0\\.1:[1-9][0-9]*");
        assertThat(token).matches("[0-9a-f]{64}");
        Command plugin = startPlugin(endpoint, token);
        debug.type("add 2 3");
        debug.awaitOut("5");
        debug.type("quit");
        assertThat(debug.exitCode()).isZero();
        assertThat(plugin.exitCode()).isZero();
        installation.assertNothingLeft();
    }

    /** A stranger's program that knows only Thrift and the contract. */
    @Test
    void takesAPluginInPython() throws Exception {
        String python = Installation.python();
        Command debug = installation.start("debug");
        debug.awaitOut("Token:    test");
        for (int i = 1; i <= 2; i++) {
            Command plugin = installation.startProgram(
                    Map.of(),
                    List.of(
                            python,
                            Installation.ROOT
                                    .resolve("tests/python/fake_plugin.py")
                                    .toString(),
                            "normal",
                            "--server-endpoint=" + ENDPOINT,
                            "--token=test"));
            debug.awaitErr(i, "Ready");
            debug.type("echo {\"run\": " + i + ", \"values\": [null, true, 2.5, \"Grüße\"]}");
            debug.awaitOut("{\"run\":" + i + ",\"values\":[null,true,2.5,\"Grüße\"]}");
            plugin.terminate();
            assertThat(plugin.exitCode()).as("%s", plugin.err).isZero();
            debug.awaitErr(i, "Plugin 'debug' ended");
        }
        debug.type("quit");
        assertThat(debug.exitCode()).isZero();
        installation.assertNothingLeft();
    }

    @Test
    void anEndpointInUseIsToldInOneLine() throws Exception {
        Command debug = installation.start("debug");
        debug.awaitOut("Token:    test");
        Command other = installation.run("debug");
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.err).hasSize(1).first().asString().contains(ENDPOINT, "in use");
        debug.endInput();
        assertThat(debug.exitCode()).isZero();
        installation.assertNothingLeft();
    }

    private Command startPlugin(String endpoint, String token) throws Exception {
        return installation.start(
                "run",
                "--plugin=" + Installation.markdownPlugin(),
                "--server-endpoint=" + endpoint,
                "--token=" + token);
    }
}
