package io.thriftplugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What defaults mean. */
final class SignatureLiteralTest {

    private static Object defaultOf(String parameter) {
        return FunctionSignature.parse("f(a: " + parameter + ")")
                .parameters()
                .get(0)
                .defaultValue();
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "-1,-1",
        "+7,7",
        "007,7",
        "9223372036854775807,9223372036854775807",
        "-9223372036854775808,-9223372036854775808"
    })
    void integersAreOf64Bits(String literal, long value) {
        assertThat(defaultOf("integer = " + literal)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "1.5,1.5",
        "-0.0,-0.0",
        ".5,0.5",
        "5.,5.0",
        "1e3,1000",
        "1E+3,1000",
        "1e-3,0.001",
        "+2.5e1,25",
        "3,3",
        "9223372036854775808,9.223372036854775807E18",
        "1e-999,0"
    })
    void floatsTakeAnyNumber(String literal, double value) {
        assertThat(defaultOf("float = " + literal)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource({
        "1.5,1.5",
        "0.1,0.1",
        "1.50m,1.50",
        "1,1",
        "-3M,-3",
        "12345678901234567890,12345678901234567890",
        "1e3,1E+3"
    })
    void numericsAreExact(String literal, BigDecimal value) {
        assertThat(defaultOf("numeric = " + literal)).isEqualTo(value);
    }

    @Test
    void textsAreInQuotesOfBothKinds() {
        assertThat(defaultOf("string = 'it''s'")).isEqualTo("it's");
        assertThat(defaultOf("string = \"say \"\"hi\"\"\"")).isEqualTo("say \"hi\"");
        assertThat(defaultOf("string = ''")).isEqualTo("");
        assertThat(defaultOf("string = ' a, b): c\n'")).isEqualTo(" a, b): c\n");
    }

    @Test
    void booleansAreInAnyCase() {
        assertThat(defaultOf("bool = true")).isEqualTo(true);
        assertThat(defaultOf("bool = FALSE")).isEqualTo(false);
    }

    @Test
    void timesAreTextsInIso8601() {
        assertThat(defaultOf("timestamp = '2030-12-31T23:59:59Z'")).isEqualTo(Instant.parse("2030-12-31T23:59:59Z"));
        assertThat(defaultOf("interval = 'PT-0.5S'")).isEqualTo(Duration.ofMillis(-500));
    }

    @Test
    void whereAnyTypeWillDoTheLiteralTells() {
        assertThat(defaultOf("any = 1")).isEqualTo(1L);
        assertThat(defaultOf("any = 1.0")).isEqualTo(1.0);
        assertThat(defaultOf("any = 1.0m")).isEqualTo(new BigDecimal("1.0"));
        assertThat(defaultOf("any = 'true'")).isEqualTo("true");
        assertThat(defaultOf("any = true")).isEqualTo(true);
    }
}
