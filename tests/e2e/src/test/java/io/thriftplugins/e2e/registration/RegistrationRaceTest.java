package io.thriftplugins.e2e.registration;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.RegistrationToken;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.e2e.support.stranger.StrangerProcess;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakCheck.class)
class RegistrationRaceTest {

    private static final int ROUNDS = 200;
    private static final Duration LONG = Duration.ofSeconds(40);

    @ParameterizedTest
    @EnumSource
    @DisplayName("Of two processes that race with one token exactly one registers (checklist 5)")
    void race(Transport transport) throws Exception {
        try (TestHost host = TestHost.start(transport);
                StrangerProcess one = new StrangerProcess(host);
                StrangerProcess other = new StrangerProcess(host)) {
            for (int round = 0; round < ROUNDS; round++) {
                RegistrationToken token = host.server().issueToken("contested");
                StrangerProcess first = round % 2 == 0 ? one : other;
                StrangerProcess second = round % 2 == 0 ? other : one;
                first.send("c" + round, "register", token.value());
                second.send("c" + round, "register", token.value());

                List<String> answers = List.of(first.receive(), second.receive());

                assertThat(kinds(answers)).containsExactlyInAnyOrder("registered", "refused REGISTRATION_TOKEN_USED");
                PluginHandle winner = host.server().awaitRegistration(token, LONG);
                assertThat(host.server().plugins()).containsExactly(winner);
                winner.stop(StopPolicy.within(Duration.ZERO));
            }
        }
    }

    private static Stream<String> kinds(List<String> answers) {
        return answers.stream()
                .map(answer -> answer.startsWith("registered ")
                        ? "registered"
                        : String.join(" ", List.of(answer.split(" ")).subList(0, 2)));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("A 'ready' that arrives before the host waits for the registration is not lost (checklist 6)")
    void readyBeforeTheHostWaits(Transport transport) throws Exception {
        try (TestHost host = TestHost.start(transport);
                StrangerProcess stranger = new StrangerProcess(host)) {
            RegistrationToken token = host.server().issueToken("early");
            long authorization = stranger.register("c", token.value());
            assertThat(stranger.tell("c", "ready", authorization)).isEqualTo("done");

            PluginHandle plugin = host.server().awaitRegistration(token, LONG);
            plugin.awaitReady(LONG);

            assertThat(plugin.state()).isEqualTo(PluginState.READY);
            assertThat(plugin.ready().join()).isSameAs(plugin);
            assertThat(plugin.call("echo", "text")).isEqualTo("text");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("Saying 'ready' twice is harmless (checklist 7)")
    void readyTwice(Transport transport) throws Exception {
        try (TestHost host = TestHost.start(transport);
                StrangerProcess stranger = new StrangerProcess(host)) {
            RegistrationToken token = host.server().issueToken("twice");
            long authorization = stranger.register("c", token.value());
            PluginHandle plugin = host.server().awaitRegistration(token, LONG);
            assertThat(stranger.tell("c", "ready", authorization)).isEqualTo("done");
            plugin.awaitReady(LONG);

            assertThat(stranger.tell("c", "ready", authorization)).isEqualTo("done");
            assertThat(stranger.tell("another", "ready", authorization)).isEqualTo("done");

            assertThat(plugin.call("echo", 1)).isEqualTo(1L);
            plugin.stop(StopPolicy.within(Duration.ZERO));
            host.awaitEvent("twice", PluginState.STOPPED);
            assertThat(host.events("twice"))
                    .extracting(event -> event.state())
                    .containsExactly(
                            PluginState.LAUNCHED,
                            PluginState.REGISTERED,
                            PluginState.READY,
                            PluginState.STOPPING,
                            PluginState.STOPPED);
        }
    }
}
