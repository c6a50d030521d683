package io.thriftplugins.e2e.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.RemoteInterface;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.PythonPeer;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.e2e.typed.Calculator.DivisionByZero;
import io.thriftplugins.e2e.typed.Calculator.Point;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {TestHost.PIPE, TestHost.SOCKET})
@DisplayName("A typed interface with a plugin in Python that knows only the contract")
final class PythonTypedTest {

    @Parameter
    private String transport;

    private TestHost host;
    private PluginHandle plugin;

    @BeforeEach
    void start(@TempDir Path directory) {
        host = TestHost.start(transport, options -> options.export(Calculator.class, new CalculatorImpl()));
        plugin = host.load(PythonPeer.source(directory, "typed_plugin.py", "normal"));
    }

    @AfterEach
    void stop() {
        host.close();
    }

    /** What the plugin offers. */
    @RemoteInterface(name = "calculator")
    interface Offered {
        long add(long a, long b);

        double divide(double a, double b) throws DivisionByZero;

        CompletableFuture<Map<String, List<Point>>> group(List<Point> points);

        LocalDate later(LocalDate date, int days);

        double ratio(int a, int b);
    }

    @Test
    @DisplayName("calls what the plugin offers")
    void offered() throws Exception {
        Offered calculator = plugin.as(Offered.class);

        assertThat(calculator.add(1L << 40, -1)).isEqualTo((1L << 40) - 1);
        assertThat(calculator.divide(1, 4)).isEqualTo(0.25);
        assertThat(calculator.group(List.of(new Point(-1, 0), new Point(1, 0))).get())
                .isEqualTo(Map.of("left", List.of(new Point(-1, 0)), "right", List.of(new Point(1, 0))));
        assertThat(calculator.later(LocalDate.of(2024, 2, 28), 1)).isEqualTo("2024-02-29");
        assertThat(calculator.ratio(6, 3)).isEqualTo(2);
        assertThatThrownBy(() -> calculator.divide(1, 0))
                .isExactlyInstanceOf(DivisionByZero.class)
                .hasMessage("1.0 by zero")
                .hasStackTraceContaining("ValueError: the root")
                .cause()
                .isInstanceOfSatisfying(
                        PluginException.class,
                        e -> assertThat(e.remoteFailure())
                                .extracting(failure -> failure.stackTrace())
                                .asString()
                                .contains("typed_plugin.py"));
    }

    @Test
    @DisplayName("is called by the plugin as functions")
    void called() {
        assertThat(plugin.call("call_host", "calculator_add", 1, 2)).isEqualTo(3L);
        assertThat(plugin.call("call_host", "Calculator_Move", Map.of("x", 1, "y", 2), "RIGHT"))
                .isEqualTo(Map.of("x", 2.0, "y", 2.0));
        assertThat(plugin.call("call_host", "calculator_sum", 1, 2, 3)).isEqualTo(6L);
        assertThatThrownBy(() -> plugin.call("call_host", "calculator_add", "one", 2))
                .hasMessageContaining("argument 'a' is string where integer is wanted");
        assertThatThrownBy(() -> plugin.call("call_host", "calculator_move", Map.of("x", 1), "RIGHT"))
                .hasMessageContaining("component 'y' of Point, which is missing");
    }

    @Test
    @DisplayName("that the plugin doesn't offer as it is wanted is refused, with all that is missing")
    void missing() {
        PluginException error = Errors.of(() -> plugin.as(Calculator.class));

        assertThat(error.code()).isEqualTo(ErrorCode.INTERFACE_MISMATCH);
        assertThat(error)
                .hasMessageContaining("doesn't fit plugin 'python'")
                .hasMessageContaining("calculator_open(name: string): object<session>' is not there")
                .hasMessageContaining("calculator_reverse(bytes: blob): blob' is not there");
        assertThat(error.getMessage()).doesNotContain("calculator_add(", "calculator_divide(");
    }
}
