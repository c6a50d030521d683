package io.thriftplugins.e2e.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.Json;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.PythonPeer;
import io.thriftplugins.e2e.kit.TestHost;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
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
@DisplayName("Calls of a plugin that knows only the contract")
final class PythonCallsTest {

    @Parameter
    private String transport;

    private TestHost host;
    private PluginHandle plugin;

    @BeforeParameterizedClassInvocation(injectArguments = false)
    void start(@TempDir Path directory) {
        host = TestHost.start(
                transport,
                options -> options.maxConnectionsPerPlugin(2)
                        .function("give(value: any): any", call -> call.get(0))
                        .function("nest(depth: integer): integer", call -> nest(call.getLong("depth"))));
        plugin = host.load(PythonPeer.source(directory, "normal"));
    }

    @AfterParameterizedClassInvocation(injectArguments = false)
    void stop() {
        host.close();
    }

    private long nest(long depth) {
        return depth == 0 ? 0 : 1 + (Long) Objects.requireNonNull(plugin.call("call_host", "nest", depth - 1));
    }

    @Test
    @DisplayName("every type of value there and back, in both directions (checklist 21, 25)")
    void values() {
        List<Object> values = Arrays.asList(
                null,
                Long.MIN_VALUE,
                "äß漢字\uD83D\uDE00",
                -0.5,
                false,
                Instant.parse("1969-12-31T23:59:59Z"),
                Duration.ofMillis(-1),
                new BigDecimal("-1.000000001"),
                List.of(1L, List.of("two")),
                Map.of("key", List.of(), 1L, Map.of()),
                new Json("[1]"));
        for (Object value : values) {
            assertThat(plugin.call("echo", value)).isEqualTo(value);
            assertThat(plugin.call("call_host", "give", value)).isEqualTo(value);
        }
    }

    @Test
    @DisplayName("an error with type, message, stack and cause (checklist 24)")
    void error() {
        var error = Errors.of(() -> plugin.call("fail", "no luck"));

        assertThat(error.code()).isEqualTo(ErrorCode.FUNCTION_FAILED);
        assertThat(error).hasMessageContaining("no luck");
        var remote = Objects.requireNonNull(error.remoteFailure());
        assertThat(remote.type()).isEqualTo("RuntimeError");
        assertThat(remote.stackTrace()).contains("function_fail");
        assertThat(Objects.requireNonNull(remote.cause()).type()).isEqualTo("ValueError");
    }

    @Test
    @DisplayName("an unknown function (checklist 26)")
    void unknownFunction() {
        assertThat(Errors.of(() -> plugin.call("nobody")).code()).isEqualTo(ErrorCode.INVALID_FUNCTION);
        assertThat(Errors.of(() -> plugin.call("call_host", "nobody"))).hasMessageContaining("nobody");
    }

    @Test
    @DisplayName("many calls at the same time, over connections that the plugin is asked for (checklist 22)")
    void manyCalls() {
        var calls = IntStream.range(0, 16)
                .mapToObj(i -> plugin.callAsync(CallRequest.of("echo", i)))
                .toList();

        for (int i = 0; i < calls.size(); i++) {
            assertThat(calls.get(i).join()).isEqualTo((long) i);
        }
    }

    @Test
    @DisplayName("nested calls (checklist 23)")
    void nestedCalls() {
        assertThat(nest(8)).isEqualTo(8);
    }

    @Test
    @DisplayName("a value beyond the limit is refused, and the connection stays usable (checklist 28)")
    void tooLarge() {
        var error = Errors.of(() -> plugin.call("echo", "x".repeat(100_000_000)));

        assertThat(error.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
        assertThat(plugin.call("echo", 1)).isEqualTo(1L);
    }
}
