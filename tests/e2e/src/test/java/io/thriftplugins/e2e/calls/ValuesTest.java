package io.thriftplugins.e2e.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.TestHost;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Every type of value (checklist 21, 25)")
final class ValuesTest {

    private final Map<Long, String> classes = new ConcurrentHashMap<>();

    @Parameter
    private String transport;

    private SharedPlugin shared;
    private PluginHandle plugin;

    @BeforeParameterizedClassInvocation(injectArguments = false)
    void start(@TempDir Path directory) {
        shared = SharedPlugin.start(
                directory,
                transport,
                options -> options.function("collect(index: integer, value: any): any", call -> {
                    classes.put(call.getLong("index"), CallsPlugin.classOf(call.get("value")));
                    return call.get("value");
                }));
        plugin = shared.plugin();
    }

    @AfterParameterizedClassInvocation(injectArguments = false)
    void stop() {
        shared.close();
    }

    @Test
    @DisplayName("from the host to the plugin and back (checklist 21)")
    void toThePluginAndBack() {
        for (EdgeValues.Edge edge : EdgeValues.all()) {
            assertThat(plugin.call("echo", edge.sent())).isEqualTo(edge.arriving());
            assertThat(plugin.call("class_of", edge.sent())).isEqualTo(CallsPlugin.classOf(edge.arriving()));
        }
    }

    @Test
    @DisplayName("from the plugin as a result (checklist 21)")
    void fromThePlugin() {
        List<Object> expected = new ArrayList<>();
        EdgeValues.all().forEach(edge -> expected.add(edge.arriving()));

        assertThat(plugin.call("edge_values")).isEqualTo(expected);
    }

    @Test
    @DisplayName("from the plugin to the host and back (checklist 21)")
    void fromThePluginToTheHostAndBack() {
        plugin.call("edge_values_to_host");

        List<EdgeValues.Edge> edges = EdgeValues.all();
        for (int i = 0; i < edges.size(); i++) {
            assertThat(classes.get((long) i))
                    .isEqualTo(CallsPlugin.classOf(edges.get(i).arriving()));
        }
    }

    @Test
    @DisplayName("null stays null in both directions (checklist 25)")
    void nullStaysNull() {
        assertThat(plugin.call("echo", (Object) null)).isNull();
        assertThat(plugin.call("class_of", (Object) null)).isEqualTo("null");
        assertThat(plugin.call("apply", "collect", -1, null)).isNull();
        assertThat(classes.get(-1L)).isEqualTo("null");
    }

    @Test
    @DisplayName("what doesn't fit is refused before it is sent, and the plugin goes on (checklist 21)")
    void refusesWhatDoesNotFit() {
        List<Object> misfits = List.of(
                BigInteger.ONE.shiftLeft(63),
                new BigDecimal("0.0000000001"),
                new BigDecimal("9223372036854775808"),
                new BigDecimal("1e1000000000"),
                Duration.ofSeconds(Long.MAX_VALUE),
                new Object());

        for (Object misfit : misfits) {
            assertThat(Errors.of(() -> plugin.call("echo", misfit)).code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        }
        assertThat(plugin.call("add", 1)).isEqualTo(11L);
    }

    @Test
    @DisplayName("a list that contains itself is refused by the name of the limit (checklist 21)")
    void refusesEndlessNesting() {
        List<Object> endless = new ArrayList<>();
        endless.add(endless);

        var error = Errors.of(() -> plugin.call("echo", endless));

        assertThat(error.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(error).hasMessageContaining("maxDepth");
    }
}
