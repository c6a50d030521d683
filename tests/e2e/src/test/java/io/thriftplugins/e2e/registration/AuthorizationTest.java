package io.thriftplugins.e2e.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.RegistrationToken;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.e2e.services.ProbeHandler;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.e2e.support.stranger.StrangerProcess;
import io.thriftplugins.services.ThriftServices;
import io.thriftplugins.services.probe.Probe;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakCheck.class)
class AuthorizationTest {

    private static final List<String> METHODS = List.of(
            "ready",
            "function",
            "config",
            "set-config",
            "query",
            "log",
            "functions",
            "find",
            "add-functions",
            "services");
    private static final String REFUSED = "refused INVALID_AUTHORIZATION_TOKEN";
    private static final Duration LONG = Duration.ofSeconds(40);

    @ParameterizedTest
    @EnumSource
    @DisplayName("Calls with an unknown, another plugin's or a revoked authorization token are refused (checklist 8)")
    void wrongTokens(Transport transport) throws Exception {
        try (TestHost host = TestHost.start(transport);
                StrangerProcess stranger = new StrangerProcess(host)) {
            long own = register(host, stranger, "a");
            long others = register(host, stranger, "b");
            for (String method : METHODS) {
                assertThat(stranger.tell("a", method, own + 1)).as(method).contains(REFUSED, "unknown or revoked");
                assertThat(stranger.tell("a", method, 0)).as(method).contains(REFUSED);
                assertThat(stranger.tell("a", method, -1)).as(method).contains(REFUSED);
                assertThat(stranger.tell("fresh", method, own + 1)).as(method).contains(REFUSED);
                assertThat(stranger.tell("a", method, others)).as(method).contains(REFUSED, "another plugin");
            }
            // The connections have survived all that.
            assertThat(stranger.tell("a", "config", own)).isEqualTo("done");
            assertThat(stranger.tell("b", "config", others)).isEqualTo("done");

            host.server().plugins().stream()
                    .filter(plugin -> plugin.name().equals("a"))
                    .forEach(plugin -> plugin.stop(StopPolicy.within(Duration.ZERO)));
            assertThat(stranger.tell("a", "config", own))
                    .as("its connections are closed")
                    .contains("failed");
            for (String method : METHODS) {
                assertThat(stranger.tell("new-" + method, method, own))
                        .as(method)
                        .contains(REFUSED, "unknown or revoked");
            }
            assertThat(stranger.tell("b", "config", others)).isEqualTo("done");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "Own services need a connection that was opened with a valid token, as long as it is valid (checklist 8)")
    void ownServices(Transport transport) throws Exception {
        var service = ThriftServices.serve("probe", new ProbeHandler(() -> fail("not called")), Probe.Processor::new);
        try (TestHost host = TestHost.start(transport, options -> options.service(service));
                StrangerProcess stranger = new StrangerProcess(host)) {
            long token = register(host, stranger, "a");
            assertThat(stranger.tell("closed", "config", token)).isEqualTo("done");
            assertThat(stranger.tell("closed", "probe", 0)).contains("failed", "Services_Open");
            assertThat(stranger.tell("fresh", "probe", 0)).contains("failed", "Services_Open");
            assertThat(stranger.tell("a", "services", token)).isEqualTo("done");
            assertThat(stranger.tell("a", "probe", 0)).isEqualTo("done");

            host.server().plugins().forEach(plugin -> plugin.stop(StopPolicy.within(Duration.ZERO)));

            assertThat(stranger.tell("a", "probe", 0))
                    .as("its connections are closed")
                    .contains("failed");
            assertThat(stranger.tell("new", "services", token)).contains(REFUSED, "unknown or revoked");
            assertThat(stranger.tell("new", "probe", 0)).contains("failed", "Services_Open");
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("The token of a process that has crashed is revoked (checklist 8)")
    void crashed(Transport transport) throws Exception {
        try (TestHost host = TestHost.start(transport);
                StrangerProcess survivor = new StrangerProcess(host)) {
            PluginHandle plugin;
            long token;
            try (StrangerProcess victim = new StrangerProcess(host)) {
                token = register(host, victim, "victim");
                plugin = host.server().plugins().get(0);
                assertThat(victim.socketFiles()).hasSize(transport == Transport.PIPE ? 1 : 0);
                victim.kill();
                Awaitility.await("the host to remove what it left")
                        .atMost(LONG)
                        .until(victim::socketFiles, List::isEmpty);
            }
            // Nobody launched it, so its end shows only by its connections.
            plugin.ended()
                    .orTimeout(LONG.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                    .join();

            assertThat(survivor.tell("c", "config", token)).contains(REFUSED);
            assertThat(host.server().plugins()).isEmpty();
        }
    }

    private static long register(TestHost host, StrangerProcess stranger, String name) throws Exception {
        RegistrationToken token = host.server().issueToken(name);
        long authorization = stranger.register(name, token.value());
        assertThat(host.server().awaitRegistration(token, LONG).name()).isEqualTo(name);
        return authorization;
    }
}
