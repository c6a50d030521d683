package io.thriftplugins.e2e.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.e2e.kit.KeyTool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
@DisplayName("Debug mode over TLS, with the operator's own keys")
class DebugTlsTest {

    @TempDir
    private Path temp;

    @TempDir
    private Path keys;

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
    @DisplayName("takes plugins whose certificates are trusted, and nobody else, whatever token they have")
    void trusted() throws Exception {
        KeyTool tool = new KeyTool(keys);
        tool.make("host");
        tool.make("plugin");
        List<Object> words = new ArrayList<>(List.of("debug", "--endpoint=tls://127.0.0.1:0"));
        words.addAll(tool.arguments("host", "plugin"));
        Command debug = installation.start(words.toArray());
        debug.awaitOut("Then type FUNCTION ARG..., functions, or quit.");
        String endpoint = debug.out.get(0).replace("Endpoint: ", "");
        String token = debug.out.get(1).replace("Token:    ", "");
        assertThat(debug.out).anyMatch(line -> line.contains("a certificate that is trusted"));

        Command stranger = startPlugin(endpoint, token, List.of());
        assertThat(stranger.exitCode()).isEqualTo(1);
        assertThat(stranger.err).anyMatch(line -> line.contains("doesn't accept this side's certificate"));
        // Without a pin: now it is the authority that says who the host is.
        String address = endpoint.substring(0, endpoint.indexOf("/sha256/"));
        Command plugin = startPlugin(address, token, tool.arguments("plugin", "host"));
        debug.type("add 40 2");
        debug.awaitOut("42");
        debug.type("quit");
        assertThat(debug.exitCode()).isZero();
        assertThat(plugin.exitCode()).isZero();
        installation.assertNothingLeft();
    }

    @Test
    @DisplayName("tells in one line what is wrong with a file of keys")
    void wrongFiles() throws Exception {
        KeyTool tool = new KeyTool(keys);
        tool.make("host");
        for (var wrong : Map.of(
                        List.of("--tls-keys=" + keys.resolve("none.p12")), "there is no such file",
                        List.of("--tls-keys=" + tool.store("host")), "its password right?",
                        List.of("--tls-keys=" + tool.store("host"), "--tls-password-file=" + keys.resolve("none")),
                                "The password of the key store " + tool.store("host") + " can't be read")
                .entrySet()) {
            List<Object> words = new ArrayList<>(List.of("debug", "--transport", "tls"));
            words.addAll(wrong.getKey());
            Command debug = installation.run(words.toArray());

            assertThat(debug.exitCode()).as("%s", wrong).isEqualTo(1);
            assertThat(debug.err).hasSize(1).first().asString().contains(wrong.getValue());
        }
    }

    private Command startPlugin(String endpoint, String token, List<String> more) throws Exception {
        List<Object> words = new ArrayList<>(List.of(
                "run",
                "--plugin=" + Installation.markdownPlugin(),
                "--server-endpoint=" + endpoint,
                "--token=" + token));
        words.addAll(more);
        return installation.start(words.toArray());
    }
}
