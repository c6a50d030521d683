package io.thriftplugins.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionSignature;
import io.thriftplugins.Json;
import io.thriftplugins.PluginException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArgumentReaderTest {

    static Stream<Arguments> arguments() {
        return Stream.of(
                Arguments.of("integer", "5", 5L),
                Arguments.of("integer", "-9223372036854775808", Long.MIN_VALUE),
                Arguments.of("integer", "null", null),
                Arguments.of("integer", "five", "five"),
                Arguments.of("string", "5", "5"),
                Arguments.of("string", "\"5\"", "5"),
                Arguments.of("string", "two words", "two words"),
                Arguments.of("string", "", ""),
                Arguments.of("string", "null", null),
                Arguments.of("string", "[1, 2]", "[1, 2]"),
                Arguments.of("float", "5", 5.0),
                Arguments.of("float", "1.5e3", 1500.0),
                Arguments.of("float", "NaN", Double.NaN),
                Arguments.of("float", "\"-Infinity\"", Double.NEGATIVE_INFINITY),
                Arguments.of("boolean", "true", true),
                Arguments.of("numeric", "0.10", new BigDecimal("0.10")),
                Arguments.of("numeric", "7", new BigDecimal("7")),
                Arguments.of("timestamp", "2030-12-31T23:59:59Z", Instant.parse("2030-12-31T23:59:59Z")),
                Arguments.of("timestamp", "\"2030-12-31T23:59:59+01:00\"", Instant.parse("2030-12-31T22:59:59Z")),
                Arguments.of("interval", "PT1.5S", Duration.ofMillis(1500)),
                Arguments.of("array", "[1, null, \"a\", 2.5]", Arrays.asList(1L, null, "a", 2.5)),
                Arguments.of("numeric[]", "[1, 2.50]", List.of(new BigDecimal("1"), new BigDecimal("2.50"))),
                Arguments.of("map", "{\"a\": {\"b\": 1}}", Map.of("a", Map.of("b", 1L))),
                Arguments.of("map", "[[1, \"one\"], [2, \"two\"]]", Map.of(1L, "one", 2L, "two")),
                Arguments.of("object", "{\"a\": 1.10}", new Json("{\"a\":1.10}")),
                Arguments.of("any", "5", 5L),
                Arguments.of("any", "1.5", 1.5),
                Arguments.of("any", "{\"a\": [true]}", Map.of("a", List.of(true))),
                Arguments.of("any", "five", "five"));
    }

    @ParameterizedTest
    @MethodSource("arguments")
    void readsWhatTheTypeWants(String type, String text, Object value) {
        assertThat(read(type, text)).isEqualTo(value);
    }

    @Test
    void readsAnArgumentThatNoParameterIsDeclaredFor() {
        assertThat(ArgumentReader.read(null, "[5]")).isEqualTo(List.of(5L));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    integer   | 9223372036854775808 | 64 bits
                    float     | 1e400               | the largest is
                    timestamp | yesterday           | ISO 8601, such as 2030-12-31T23:59:59Z
                    timestamp | 2030-12-31          | ISO 8601
                    interval  | 5s                  | ISO 8601, such as PT1.5S
                    map       | {"a": 1             | not valid JSON
                    map       | {"a": 1, "a": 2}    | Duplicate
                    array     | [1, 2               | not valid JSON
                    string[]  | one                 | not valid JSON
                    object    | <a/>                | not valid JSON
                    """)
    void saysWhatIsWrongWithAnArgument(String type, String text, String reason) {
        assertThatThrownBy(() -> read(type, text))
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .hasMessageContaining("'value'")
                .hasMessageContaining(text)
                .hasMessageContaining(reason);
    }

    private static Object read(String type, String text) {
        return ArgumentReader.read(
                FunctionSignature.parse("f(value: " + type + ")").parameters().get(0), text);
    }
}
