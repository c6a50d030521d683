package io.thriftplugins.e2e.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.TestHost;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Calls through a typed interface, with a connection limit of 1,")
final class TypedNestingTest {

    @ParameterizedTest
    @ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
    @DisplayName("go 32 deep from callback to callback, and go on after one that is too large (checklist 23, 28, 34)")
    void deepAndLarge(String transport, @TempDir Path directory) {
        try (TestHost host = TestHost.start(transport, options -> options.maxConnectionsPerPlugin(1))) {
            Calculator calculator = host.load(PluginJars.source(
                            directory, CalculatorPlugin.class, CalculatorImpl.class, Calculator.class))
                    .as(Calculator.class);
            assertThat(nest(calculator, 32)).isEqualTo(32);

            var tooLarge = Errors.of(() -> calculator.reverse(new byte[100_000_000]));
            assertThat(tooLarge.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
            assertThat(tooLarge).hasMessageContaining("maxFrameBytes");
            assertThat(calculator.add(1, 2)).isEqualTo(3);
        }
    }

    /** The plugin calls the host's function, which calls the plugin. */
    private static int nest(Calculator calculator, int depth) {
        return calculator
                .map(List.of(depth), number -> number == 0 ? 0 : 1 + nest(calculator, number - 1))
                .get(0);
    }
}
