package io.thriftplugins.e2e.limits;

import static io.thriftplugins.e2e.limits.StubConnection.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.Blob;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limit;
import io.thriftplugins.PluginException;
import io.thriftplugins.RegistrationToken;
import io.thriftplugins.e2e.support.HostLog;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.thrift.Function;
import io.thriftplugins.thrift.LogLevel;
import io.thriftplugins.thrift.PluginsManager;
import io.thriftplugins.thrift.QueryCatPluginException;
import io.thriftplugins.thrift.VariantValue;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.thrift.TException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.event.Level;

@ExtendWith(LeakCheck.class)
@ParameterizedClass
@EnumSource
@Timeout(60)
@DisplayName("Limits of what a host keeps of plugins")
final class PluginLimitsTest {

    private static final int BYTES = 2048;

    @Parameter
    Transport transport;

    @Test
    @DisplayName("maxHandles: so many objects, one more when one is released")
    void handles() throws Exception {
        try (TestHost host = TestHost.start(
                        transport,
                        server -> server.limit(Limit.MAX_HANDLES, 2)
                                .function("gift(): blob", call -> Blob.of(new byte[] {1})));
                StubPlugin plugin = StubPlugin.registered(host.server())) {
            StubConnection connection = plugin.connectKnown();
            int first = connection.call(plugin.token(), "GIFT").getObject().getHandle();
            connection.call(plugin.token(), "GIFT");

            assertExceeds("maxHandles = 2", () -> connection.call(plugin.token(), "GIFT"));
            connection.host().Thread_CloseHandle(plugin.token(), first);
            assertThat(connection.call(plugin.token(), "GIFT").isSetObject()).isTrue();
        }
    }

    @Test
    @DisplayName("maxRegistrationBytes: a registration of that size, and none larger")
    void registrationBytes() throws Exception {
        try (TestHost host = host(Limit.MAX_REGISTRATION_BYTES, BYTES);
                StubPlugin plugin = new StubPlugin(host.server())) {
            String token = host.server().issueToken("stub").value();
            int overhead = StubConnection.size(
                    new PluginsManager.RegisterPlugin_args(token, plugin.callback(), StubPlugin.data(described(0))));

            assertExceeds(
                    "maxRegistrationBytes = 2048", () -> register(plugin, token, described(BYTES - overhead + 1)));
            // It was refused before its token was looked at.
            register(plugin, token, described(BYTES - overhead));
            assertThat(host.server().plugins()).hasSize(1);
        }
    }

    @Test
    @DisplayName("maxRegistrationBytes: functions that are added later count, all together")
    void addedFunctions() throws Exception {
        try (TestHost host = host(Limit.MAX_REGISTRATION_BYTES, BYTES);
                StubPlugin plugin = StubPlugin.registered(host.server())) {
            StubConnection connection = plugin.connectKnown();
            add(plugin, connection, "a()", BYTES / 2);
            // Signatures count, too: echo("value": any): any, a(): void and b(): void.
            assertExceeds("maxRegistrationBytes = 2048", () -> add(plugin, connection, "b()", BYTES / 2 - 40));
            add(plugin, connection, "b()", BYTES / 2 - 41);
        }
    }

    @Test
    @DisplayName("maxRegistrationBytes: the parameters of functions that are added later count")
    void addedParameters() throws Exception {
        try (TestHost host = host(Limit.MAX_REGISTRATION_BYTES, BYTES);
                StubPlugin plugin = StubPlugin.registered(host.server())) {
            StubConnection connection = plugin.connectKnown();
            String parameters =
                    IntStream.range(100, 200).mapToObj(i -> "p" + i + ": any").collect(Collectors.joining(", "));
            add(plugin, connection, "a(" + parameters + ")", 0);
            assertExceeds("maxRegistrationBytes = 2048", () -> add(plugin, connection, "b(" + parameters + ")", 0));
        }
    }

    @Test
    @DisplayName("maxFunctions: so many, from the registration or later")
    void functions() throws Exception {
        try (TestHost host = host(Limit.MAX_FUNCTIONS, 3);
                StubPlugin plugin = new StubPlugin(host.server())) {
            String token = host.server().issueToken("stub").value();
            assertExceeds("maxFunctions = 3", () -> register(plugin, token, functions(4)));
            StubConnection connection =
                    register(plugin, host.server().issueToken("stub").value(), functions(2));

            add(plugin, connection, "third()", 0);
            assertExceeds("maxFunctions = 3", () -> add(plugin, connection, "fourth()", 0));
        }
    }

    @Test
    @DisplayName("maxConfigBytes: a message of that size sets a value, a larger one doesn't")
    void configBytes() throws Exception {
        try (TestHost host = host(Limit.MAX_CONFIG_BYTES, BYTES);
                StubPlugin plugin = StubPlugin.registered(host.server())) {
            StubConnection connection = plugin.connectKnown();
            int overhead = StubConnection.size(
                    new PluginsManager.SetConfigValue_args(plugin.token(), "key", VariantValue.string_("")));

            set(plugin, connection, "key", "x".repeat(BYTES - overhead));
            assertExceeds(
                    "maxConfigBytes = 2048", () -> set(plugin, connection, "key", "y".repeat(BYTES - overhead + 1)));
            assertThat(connection.host().GetConfigValue(plugin.token(), "key").getString_())
                    .isEqualTo("x".repeat(BYTES - overhead));
        }
    }

    @Test
    @DisplayName("maxConfigValues: so many keys, one more when one is set to null")
    void configValues() throws Exception {
        try (TestHost host = host(Limit.MAX_CONFIG_VALUES, 2);
                StubPlugin plugin = StubPlugin.registered(host.server())) {
            StubConnection connection = plugin.connectKnown();
            set(plugin, connection, "a", "1");
            set(plugin, connection, "b", "1");

            assertExceeds("maxConfigValues = 2", () -> set(plugin, connection, "c", "1"));
            set(plugin, connection, "b", "2");
            connection.host().SetConfigValue(plugin.token(), "a", VariantValue.isNull(true));
            set(plugin, connection, "c", "1");
        }
    }

    @Test
    @DisplayName("maxConfigValuesPerPlugin: so many keys that a plugin has set first; others' are not refused for it")
    void configValuesPerPlugin() throws Exception {
        try (TestHost host = host(Limit.MAX_CONFIG_VALUES_PER_PLUGIN, 2);
                StubPlugin plugin = StubPlugin.registered(host.server());
                StubPlugin other = new StubPlugin(host.server())) {
            StubConnection connection = plugin.connectKnown();
            StubConnection others =
                    register(other, host.server().issueToken("other").value(), functions(1));
            set(plugin, connection, "a", "1");
            set(plugin, connection, "b", "1");

            assertExceeds("maxConfigValuesPerPlugin = 2", () -> set(plugin, connection, "c", "1"));
            set(other, others, "c", "1");
            set(plugin, connection, "c", "2");
            connection.host().SetConfigValue(plugin.token(), "a", VariantValue.isNull(true));
            set(plugin, connection, "d", "1");
        }
    }

    @Test
    @DisplayName("maxLogLength: a message of that length is whole, of a longer one the rest is counted")
    void logLength() throws Exception {
        try (HostLog log = HostLog.ofPlugin("stub", Level.TRACE);
                TestHost host = host(Limit.MAX_LOG_LENGTH, 100);
                StubPlugin plugin = StubPlugin.registered(host.server())) {
            StubConnection connection = plugin.connectKnown();
            connection.host().Log(plugin.token(), LogLevel.ERROR, "x".repeat(100), List.of());
            connection.host().Log(plugin.token(), LogLevel.ERROR, "y".repeat(101), List.of());

            assertThat(log.lines())
                    .extracting(HostLog.Line::message)
                    .containsExactly(
                            "x".repeat(100),
                            "y".repeat(100) + "... (1 more characters than the limit maxLogLength = 100)");
        }
    }

    @Test
    @DisplayName("maxLogRate: who logs twice as many messages waits for a second; nothing is lost")
    void logRate() throws Exception {
        try (HostLog log = HostLog.ofPlugin("stub", Level.TRACE);
                TestHost host = host(Limit.MAX_LOG_RATE, 10);
                StubPlugin plugin = StubPlugin.registered(host.server())) {
            StubConnection connection = plugin.connectKnown();
            long since = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                connection.host().Log(plugin.token(), LogLevel.ERROR, "message", List.of());
            }

            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since)).isGreaterThanOrEqualTo(999);
            assertThat(log.lines()).hasSize(20);
        }
    }

    @Test
    @DisplayName("maxPendingRegistrations: so many tokens, one more when one was used or revoked")
    void pendingRegistrations() throws Exception {
        try (TestHost host = host(Limit.MAX_PENDING_REGISTRATIONS, 2);
                StubPlugin plugin = new StubPlugin(host.server())) {
            RegistrationToken first = host.server().issueToken("stub");
            RegistrationToken second = host.server().issueToken("other");

            assertTooManyPending(host);
            register(plugin, first.value(), functions(1));
            RegistrationToken third = host.server().issueToken("third");
            assertTooManyPending(host);
            host.server().revoke(second, new PluginException(ErrorCode.CANCELLED, "not wanted"));
            host.server().issueToken("fourth");
            host.server().revoke(third, new PluginException(ErrorCode.CANCELLED, "not wanted"));
        }
    }

    private static void assertTooManyPending(TestHost host) {
        assertThatThrownBy(() -> host.server().issueToken("more"))
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
                .hasMessageContaining("maxPendingRegistrations = 2");
    }

    private TestHost host(Limit limit, long value) {
        return TestHost.start(transport, server -> server.limit(limit, value));
    }

    private static StubConnection register(StubPlugin plugin, String token, List<Function> functions)
            throws TException {
        try {
            return plugin.register(token, functions);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** One function whose description has so many bytes. */
    private static List<Function> described(int bytes) {
        return List.of(new Function("f()", "d".repeat(bytes), false));
    }

    private static List<Function> functions(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Function("f" + i + "()", "", false))
                .toList();
    }

    private static void add(StubPlugin plugin, StubConnection connection, String signature, int bytes)
            throws TException {
        connection.host().RegisterFunction(plugin.token(), List.of(new Function(signature, "d".repeat(bytes), false)));
    }

    private static void set(StubPlugin plugin, StubConnection connection, String key, String value) throws TException {
        connection.host().SetConfigValue(plugin.token(), key, VariantValue.string_(value));
    }

    private static void assertExceeds(String limit, StubConnection.Call call) throws TException {
        QueryCatPluginException error = refused(call);
        assertThat(error.getError_code()).isEqualTo("LIMIT_EXCEEDED");
        assertThat(error.getError_message()).contains(limit);
    }
}
