package io.thriftplugins.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftplugins.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonPrinterTest {

    static Stream<Arguments> values() {
        Map<Object, Object> pairs = new LinkedHashMap<>();
        pairs.put(1L, "one");
        pairs.put("two", List.of());
        return Stream.of(
                Arguments.of(null, "null"),
                Arguments.of(5L, "5"),
                Arguments.of(Long.MIN_VALUE, "-9223372036854775808"),
                Arguments.of(true, "true"),
                Arguments.of(2.0, "2.0"),
                Arguments.of(Double.NaN, "\"NaN\""),
                Arguments.of(Double.NEGATIVE_INFINITY, "\"-Infinity\""),
                Arguments.of("Grüße \"x\"\n", "\"Grüße \\\"x\\\"\\n\""),
                Arguments.of(Instant.ofEpochSecond(0), "\"1970-01-01T00:00:00Z\""),
                Arguments.of(Duration.ofMillis(1500), "\"PT1.5S\""),
                Arguments.of(new BigDecimal("1234567890123456789.000000001"), "1234567890123456789.000000001"),
                Arguments.of(new BigDecimal("1E+3"), "1000"),
                Arguments.of(Arrays.asList(1L, null, List.of("a")), "[1,null,[\"a\"]]"),
                Arguments.of(Map.of("a", Map.of()), "{\"a\":{}}"),
                Arguments.of(pairs, "[[1,\"one\"],[\"two\",[]]]"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void printsEveryTypeOfValue(Object value, String json) {
        assertThat(JsonPrinter.print(value)).isEqualTo(json);
    }

    @Test
    void aDocumentBecomesPartOfTheResultWithAllItsDigits() {
        Json document = new Json("{ \"a\" : [1.10, 12345678901234567890, 1e400],\n \"b\": null }");
        assertThat(JsonPrinter.print(List.of(document, 1L)))
                .isEqualTo("[{\"a\":[1.10,12345678901234567890,1E+400],\"b\":null},1]");
    }

    @Test
    void aDocumentThatIsNoneIsPrintedAsText() {
        assertThat(JsonPrinter.print(new Json("{\"a\":"))).isEqualTo("\"{\\\"a\\\":\"");
        assertThat(JsonPrinter.print(new Json("1 2"))).isEqualTo("\"1 2\"");
        assertThat(JsonPrinter.print(new Json(""))).isEqualTo("\"\"");
    }
}
