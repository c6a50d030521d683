package io.thriftplugins.e2e.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.RegistrationToken;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Plugins;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.e2e.support.stranger.StrangerProcess;
import io.thriftplugins.spi.PluginRunner;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakCheck.class)
class RegistrationTokenTest {

    private static final Duration LONG = Duration.ofSeconds(40);

    @ParameterizedTest
    @EnumSource
    @DisplayName("The right token registers, and the plugin can be called (checklist 1)")
    void rightToken(Transport transport) throws Exception {
        try (TestHost host = TestHost.start(transport)) {
            PluginHandle plugin = host.load(Plugins.probe(host, "right"));

            assertThat(plugin.state()).isEqualTo(PluginState.READY);
            assertThat(plugin.name()).isEqualTo("right");
            assertThat(plugin.reportedName()).isEqualTo("probe");
            assertThat(plugin.version()).isEqualTo("1.2.3");
            assertThat(plugin.metadata()).containsEntry("kind", "test");
            assertThat(plugin.call("add", 2, 3)).isEqualTo(5L);
            assertThat(plugin.call("pid")).isEqualTo(plugin.pid().orElseThrow());
            assertThat(host.server().plugins()).containsExactly(plugin);
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Unknown, used, expired and revoked tokens are refused, each with its own code (checklist 2, 3, 4)")
    void wrongTokens(Transport transport) throws Exception {
        try (TestHost host = TestHost.start(transport);
                StrangerProcess stranger = new StrangerProcess(host)) {
            String used = used(host, stranger);
            String expired = expired(host);
            RegistrationToken revoked = host.server().issueToken("revoked");
            host.server().revoke(revoked, new PluginException(ErrorCode.CANCELLED, "Not wanted any more"));

            // With the stubs that a stranger has, and with this project's client.
            for (String method : List.of("register", "client")) {
                assertThat(stranger.tell("c", method, "0".repeat(64)))
                        .contains("refused REGISTRATION_TOKEN_UNKNOWN", "The registration token is unknown");
                assertThat(stranger.tell("c", method, used))
                        .contains("refused REGISTRATION_TOKEN_USED", "was used already");
                assertThat(stranger.tell("c", method, expired))
                        .contains("refused REGISTRATION_TOKEN_EXPIRED", "has expired");
                assertThat(stranger.tell("c", method, revoked.value()))
                        .contains("refused REGISTRATION_TOKEN_REVOKED", "was revoked");
            }
        }
    }

    @Test
    @DisplayName("A plugin whose token is refused exits with 1 and one clear line (checklist 2, 3, 4)")
    void refusedPluginExits() throws Exception {
        try (TestHost host = TestHost.start(Transport.PIPE);
                StrangerProcess stranger = new StrangerProcess(host)) {
            Process unknown = runner(host, "f".repeat(64));
            Process used = runner(host, used(host, stranger));
            Process expired = runner(host, expired(host));

            assertEndsWith(unknown, "The registration token is unknown; take the one that the host issued");
            assertEndsWith(used, "The registration token was used already; each launch needs a new one");
            assertEndsWith(expired, "The registration token has expired; the host must launch the plugin anew");
        }
    }

    private static void assertEndsWith(Process process, String message) throws Exception {
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(errors).isEqualTo(1);
        assertThat(errors.lines()).singleElement().asString().contains(message);
    }

    private static String used(TestHost host, StrangerProcess stranger) throws Exception {
        RegistrationToken token = host.server().issueToken("used");
        stranger.register("used", token.value());
        return token.value();
    }

    private static String expired(TestHost host) {
        RegistrationToken token = host.server().issueToken("late", Duration.ofMillis(1));
        Awaitility.await()
                .atMost(LONG)
                .until(() -> host.server().registration(token).isCompletedExceptionally());
        return token.value();
    }

    /** The runner's command line, as the contract has it: the token is an argument. */
    private static Process runner(TestHost host, String token) throws Exception {
        PluginRunner runner = ServiceLoader.load(PluginRunner.class).findFirst().orElseThrow();
        List<String> command = new ArrayList<>(List.of(Plugins.java().toString()));
        command.addAll(Plugins.fastJvm());
        command.addAll(List.of(
                "-p",
                runner.modulePath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))));
        command.addAll(List.of("-m", runner.mainModule(), "--plugin=" + Plugins.probeJar()));
        command.addAll(List.of("--server-endpoint=" + host.server().endpoint(), "--token=" + token));
        return host.marked(new ProcessBuilder(command)).start();
    }
}
