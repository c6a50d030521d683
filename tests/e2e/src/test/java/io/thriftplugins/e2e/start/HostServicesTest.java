package io.thriftplugins.e2e.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionDefinition;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.support.Causes;
import io.thriftplugins.e2e.support.LeakCheck;
import io.thriftplugins.e2e.support.Plugins;
import io.thriftplugins.e2e.support.TestHost;
import io.thriftplugins.e2e.support.Transport;
import io.thriftplugins.server.HostConfiguration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a host offers to its plugins beside its log. */
@ExtendWith(LeakCheck.class)
class HostServicesTest {

    @ParameterizedTest
    @EnumSource
    @DisplayName("Configuration values go both ways and are shared by all plugins; queries and functions are answered")
    void services(Transport transport) throws Exception {
        try (TestHost host = TestHost.start(
                transport,
                server -> server.queries((plugin, text, parameters) -> plugin + ": " + text + " " + parameters)
                        .function("who_calls(): string", call -> call.caller())
                        .function("Refuse(reason: string)", call -> {
                            throw new IllegalStateException(call.getString("reason"));
                        }))) {
            PluginHandle one = host.load(Plugins.probe(host, "one"));
            PluginHandle other = host.load(Plugins.probe(host, "other"));

            assertThat(one.call("config", "colour")).isNull();
            one.call("set_config", "colour", List.of("blue", Map.of("shade", 7L)));
            assertThat(other.call("config", "colour")).isEqualTo(List.of("blue", Map.of("shade", 7L)));
            other.call("set_config", "colour", null);
            assertThat(one.call("config", "colour")).isNull();

            assertThat(one.call("query", "select ä", 5)).isEqualTo("one: select ä {number=5}");
            assertThat(one.call("query", "select", null)).isEqualTo("one: select {}");

            assertThat(one.call("call_host", "who_calls")).isEqualTo("one");
            assertThat(other.call("call_host", "WHO_CALLS")).isEqualTo("other");
            assertThat(Causes.failure(
                            ErrorCode.FUNCTION_FAILED, () -> one.call("call_host", "refuse", "because of the weather")))
                    .hasMessageContaining("because of the weather");
            assertThat(Causes.failure(ErrorCode.INVALID_FUNCTION, () -> one.call("call_host", "no_such")))
                    .hasMessageContaining("no_such");
        }
    }

    @Test
    @DisplayName("Plugins find the host's functions, those that were added later too, and add functions of their own")
    void functions() throws Exception {
        try (TestHost host =
                TestHost.start(Transport.PIPE, server -> server.function("first(): string", call -> "1"))) {
            PluginHandle plugin = host.load(Plugins.probe(host, "p"));
            assertThat(plugin.call("host_functions")).isEqualTo(List.of("first(): string"));
            assertThat(plugin.call("find", "FIRST")).isEqualTo(List.of("first(): string"));
            assertThat(plugin.call("find", "second")).isEqualTo(List.of());

            host.server().addFunction(FunctionDefinition.of("second(): string", "", call -> "2"));
            assertThat(plugin.call("find", "second")).isEqualTo(List.of("second(): string"));
            assertThat(plugin.call("call_host", "second")).isEqualTo("2");
            Causes.failure(
                    ErrorCode.DUPLICATE_FUNCTION,
                    () -> host.server().addFunction(FunctionDefinition.of("SECOND(a: integer)", "", call -> null)));

            Causes.failure(ErrorCode.INVALID_FUNCTION, () -> plugin.call("extra"));
            plugin.call("add_function", "extra(): string");
            assertThat(plugin.call("extra")).isEqualTo("added");
            assertThat(plugin.functions()).anyMatch(function -> function.name().equals("extra"));
            assertThat(Causes.failure(
                            ErrorCode.DUPLICATE_FUNCTION, () -> plugin.call("add_function", "Extra(): string")))
                    .hasMessageContaining("Extra");
            assertThat(Causes.failure(
                            ErrorCode.INVALID_SIGNATURE, () -> plugin.call("add_function", "worse(): strong")))
                    .hasMessageContaining("strong");
        }
    }

    @Test
    @DisplayName("A host without queries says so; one with a configuration of its own is asked, with the plugin's name")
    void ownConfiguration() throws Exception {
        Map<String, Object> values = new ConcurrentHashMap<>();
        HostConfiguration configuration = new HostConfiguration() {
            @Override
            public @Nullable Object get(String plugin, String key) {
                return values.get(plugin + "." + key);
            }

            @Override
            public void set(String plugin, String key, @Nullable Object value) {
                if (value == null) {
                    throw new IllegalArgumentException("'" + key + "' can't be removed");
                }
                values.put(plugin + "." + key, value);
            }
        };
        try (TestHost host = TestHost.start(Transport.PIPE, server -> server.configuration(configuration))) {
            PluginHandle plugin = host.load(Plugins.probe(host, "p"));
            plugin.call("set_config", "key", 1);
            assertThat(values).containsExactly(Map.entry("p.key", 1L));
            assertThat(plugin.call("config", "key")).isEqualTo(1L);
            assertThat(Causes.failure(ErrorCode.FUNCTION_FAILED, () -> plugin.call("set_config", "key", null)))
                    .hasMessageContaining("'key' can't be removed");
            assertThat(Causes.failure(ErrorCode.NOT_SUPPORTED, () -> plugin.call("query", "select", 1)))
                    .hasMessageContaining("runs no queries");
        }
    }
}
