package io.thriftplugins.e2e.limits;

import static io.thriftplugins.e2e.limits.StubConnection.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.CallRequest;
import io.thriftplugins.Limit;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.thrift.QueryCatPluginException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.transport.TTransportException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakCheck.class)
@ParameterizedClass
@EnumSource
@Timeout(60)
@DisplayName("Limits of connections")
final class ConnectionLimitsTest {

    private static final long WRONG = 1;

    /** Long enough for whoever does what it is to do, short enough to wait for. */
    private static final int SHORT = 1000;

    @Parameter
    Transport transport;

    @Test
    @DisplayName("maxConnections: one more is closed, unless one without a token can make room (checklist 56)")
    void connections() throws Exception {
        try (TestHost host = host(Limit.MAX_CONNECTIONS, 3);
                StubPlugin plugin = StubPlugin.registered(host.server())) {
            StubConnection silent = plugin.connect();
            StubConnection second = plugin.connectKnown();
            StubConnection third = plugin.connectKnown();
            silent.awaitEnd();

            plugin.connect().awaitEnd();
            second.host().GetFunctions(plugin.token());
            third.close();
            awaitRoom(plugin);
        }
    }

    @Test
    @DisplayName("maxUnknownConnections: for one more the one is closed that has been silent for longest")
    void unknownConnections() throws Exception {
        try (TestHost host = host(Limit.MAX_UNKNOWN_CONNECTIONS, 2);
                StubPlugin plugin = StubPlugin.registered(host.server())) {
            StubConnection first = plugin.connect();
            StubConnection second = plugin.connect();
            // Both have been accepted, and are still there.
            first.host().GetFunctions(plugin.token());
            StubConnection third = plugin.connect();
            plugin.connect();

            second.awaitEnd();
            third.host().GetFunctions(plugin.token());
            first.host().GetFunctions(plugin.token());
        }
    }

    @Test
    @DisplayName("maxUnknownCalls: after the last one without a token it is closed, with one before it goes on")
    void unknownCalls() throws Exception {
        try (TestHost host = host(Limit.MAX_UNKNOWN_CALLS, 3);
                StubPlugin plugin = StubPlugin.registered(host.server())) {
            StubConnection patient = plugin.connect();
            StubConnection persistent = plugin.connect();
            for (int i = 0; i < 2; i++) {
                assertWrongToken(patient);
                assertWrongToken(persistent);
            }

            patient.host().GetFunctions(plugin.token());
            patient.host().GetFunctions(plugin.token());
            assertWrongToken(persistent);
            persistent.awaitEnd();
        }
    }

    @Test
    @DisplayName("greetingTimeout: who says nothing until then is closed, who has presented a token is not")
    void silence() throws Exception {
        try (TestHost host = host(Limit.GREETING_TIMEOUT, SHORT);
                StubPlugin plugin = StubPlugin.registered(host.server())) {
            StubConnection known = plugin.connectKnown();
            long since = System.nanoTime();
            plugin.connect().awaitEnd();
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since);

            assertThat(millis).isGreaterThanOrEqualTo(SHORT - 1);
            known.host().GetFunctions(plugin.token());
        }
    }

    @Test
    @DisplayName("frameTimeout: a message that has not ended by then is closed, whatever came when (checklist 49)")
    void slowMessages() throws Exception {
        try (TestHost host = host(Limit.FRAME_TIMEOUT, SHORT);
                StubPlugin plugin = StubPlugin.registered(host.server())) {
            StubConnection half = plugin.connectKnown();
            StubConnection slow = plugin.connectKnown();
            long since = System.nanoTime();
            half.channel().write(ByteBuffer.wrap(new byte[] {0, 0, 0, 9, 1}));
            slow.channel().write(ByteBuffer.wrap(new byte[] {0, 1, 0, 0}));
            // It is no silence that is waited for: the message goes on, and would for an hour.
            Awaitility.await()
                    .pollInterval(50, TimeUnit.MILLISECONDS)
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> isClosedTo(slow));

            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since)).isGreaterThanOrEqualTo(SHORT - 1);
            half.awaitEnd();
        }
    }

    /** Sends one more byte of a message, unless the other side takes none any more. */
    private static boolean isClosedTo(StubConnection connection) {
        try {
            connection.channel().write(ByteBuffer.allocate(1));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    @DisplayName("maxConnectionsFromPeer: one more is refused by name, and closed")
    void connectionsFromPeer() throws Exception {
        try (TestHost host = host(Limit.MAX_CONNECTIONS_FROM_PEER, 3);
                StubPlugin plugin = StubPlugin.registered(host.server())) {
            StubConnection second = plugin.connectKnown();
            plugin.connectKnown();
            StubConnection fourth = plugin.connect();

            QueryCatPluginException error = refused(() -> fourth.host().GetFunctions(plugin.token()));
            assertThat(error.getError_code()).isEqualTo("LIMIT_EXCEEDED");
            assertThat(error.getError_message()).contains("maxConnectionsFromPeer = 3");
            fourth.awaitEnd();
            second.close();
            awaitRoom(plugin);
        }
    }

    @Test
    @DisplayName("maxConnectionsToPeer: so many calls are made at once, one more waits for one of them")
    void connectionsToPeer() throws Exception {
        try (TestHost host = host(Limit.MAX_CONNECTIONS_TO_PEER, 2);
                StubPlugin plugin = StubPlugin.registered(host.server())) {
            PluginHandle handle = host.server().plugins().iterator().next();
            List<CompletableFuture<?>> calls = new ArrayList<>();
            for (long i = 0; i < 3; i++) {
                calls.add(handle.callAsync(CallRequest.of("echo", i)));
            }

            assertThat(plugin.begun().tryAcquire(2, 30, TimeUnit.SECONDS)).isTrue();
            assertThat(plugin.begun().tryAcquire(300, TimeUnit.MILLISECONDS)).isFalse();
            plugin.endOne();
            assertThat(plugin.begun().tryAcquire(30, TimeUnit.SECONDS)).isTrue();
            plugin.endOne();
            plugin.endOne();
            for (int i = 0; i < 3; i++) {
                assertThat(calls.get(i).get(30, TimeUnit.SECONDS)).isEqualTo((long) i);
            }
        }
    }

    private TestHost host(Limit limit, long value) {
        return TestHost.start(transport, server -> server.limit(limit, value));
    }

    private static void assertWrongToken(StubConnection connection) throws Exception {
        assertThat(refused(() -> connection.host().GetFunctions(WRONG)).getError_code())
                .isEqualTo("INVALID_AUTHORIZATION_TOKEN");
    }

    /** The host notices that a connection has ended a moment after it has. */
    private static void awaitRoom(StubPlugin plugin) {
        Awaitility.await()
                .atMost(30, TimeUnit.SECONDS)
                .ignoreExceptionsMatching(e -> e instanceof TTransportException || e instanceof QueryCatPluginException)
                .untilAsserted(plugin::connectKnown);
    }
}
