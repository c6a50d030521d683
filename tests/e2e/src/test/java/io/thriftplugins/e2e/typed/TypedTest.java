package io.thriftplugins.e2e.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.e2e.kit.Errors;
import io.thriftplugins.e2e.kit.PluginJars;
import io.thriftplugins.e2e.kit.TestHost;
import io.thriftplugins.e2e.typed.Calculator.Direction;
import io.thriftplugins.e2e.typed.Calculator.DivisionByZero;
import io.thriftplugins.e2e.typed.Calculator.Point;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
@DisplayName("A typed interface")
final class TypedTest {

    @Parameter
    private String transport;

    private TestHost host;
    private PluginHandle plugin;
    private Calculator calculator;

    @BeforeParameterizedClassInvocation(injectArguments = false)
    void start(@TempDir Path directory) {
        host = TestHost.start(transport, options -> options.export(Calculator.class, new CalculatorImpl()));
        plugin =
                host.load(PluginJars.source(directory, CalculatorPlugin.class, CalculatorImpl.class, Calculator.class));
        calculator = plugin.as(Calculator.class);
    }

    @AfterParameterizedClassInvocation
    void stop() {
        host.close();
    }

    @Test
    @DisplayName("carries numbers, records, enums, optionals, lists, maps, dates and bytes (checklist 21)")
    void values() {
        assertThat(calculator.add(Long.MAX_VALUE, -1)).isEqualTo(Long.MAX_VALUE - 1);
        assertThat(calculator.sum()).isZero();
        assertThat(calculator.sum(1, 2, 3)).isEqualTo(6);
        assertThat(calculator.move(new Point(1, 2), Direction.LEFT, Optional.of(0.5)))
                .isEqualTo(new Point(0.5, 2));
        assertThat(calculator.move(new Point(1, 2), Direction.RIGHT, Optional.empty()))
                .isEqualTo(new Point(2, 2));
        assertThat(calculator.group(List.of(new Point(-1, 0), new Point(1, 0))))
                .isEqualTo(Map.of("left", List.of(new Point(-1, 0)), "right", List.of(new Point(1, 0))));
        assertThat(calculator.later(LocalDate.of(2024, 2, 28), 1)).isEqualTo("2024-02-29");
        assertThat(calculator.reverse(new byte[] {1, 2, -3})).containsExactly(-3, 2, 1);
        assertThat(calculator.twice(21)).isEqualTo(42);
    }

    @Test
    @DisplayName("of the host is called by the plugin as well")
    void ofTheHost() {
        assertThat(plugin.call("use_host")).isEqualTo("8 Point[x=2.0, y=2.0] [1, 4] 122 a/b 2 1.0 by zero");
    }

    @Test
    @DisplayName("is functions, which can be called without it")
    void asFunctions() {
        assertThat(plugin.functions())
                .extracting(function -> function.signature().toString())
                .contains(
                        "calculator_add(a: integer, b: integer): integer",
                        "calculator_sum(...numbers: integer[]): integer",
                        "calculator_move(point: map, direction: string, distance?: float): map",
                        "calculator_group(points: map[]): map",
                        "calculator_later(date: string, days: integer): string",
                        "calculator_reverse(bytes: blob): blob",
                        "calculator_count_to(end: integer, progress: object<progress>): integer",
                        "calculator_open(name: string): object<session>",
                        "calculator_fail(message: string): void");
        assertThat(plugin.call("calculator_add", 1, 2)).isEqualTo(3L);
        assertThat(plugin.call("calculator_move", Map.of("x", 1, "y", 2.5, "z", 3), "LEFT"))
                .isEqualTo(Map.of("x", 0.0, "y", 2.5));
    }

    @Test
    @DisplayName("rethrows a declared exception as itself, with the stack and causes of the other side (checklist 24)")
    void declaredException() {
        assertThatThrownBy(() -> calculator.divide(1, 0))
                .isExactlyInstanceOf(DivisionByZero.class)
                .hasMessage("1.0 by zero")
                .hasStackTraceContaining("CalculatorImpl.divide(CalculatorImpl.java:")
                .hasStackTraceContaining("TypedTest.declaredException")
                .hasStackTraceContaining("java.lang.ArithmeticException: the root")
                .cause()
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FUNCTION_FAILED));
        assertThatThrownBy(() -> calculator.read("missing"))
                .as("a subclass that the caller may not know is the cause")
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("missing")
                .hasStackTraceContaining(FileNotFoundException.class.getName() + ": missing");
    }

    @Test
    @DisplayName("throws a PluginException where the method declares nothing else (checklist 24)")
    void undeclaredException() {
        PluginException error = Errors.of(() -> calculator.fail("no"));

        assertThat(error.code()).isEqualTo(ErrorCode.FUNCTION_FAILED);
        assertThat(error.remoteFailure()).isNotNull();
        assertThat(error).hasMessageContaining("no");
    }
}
