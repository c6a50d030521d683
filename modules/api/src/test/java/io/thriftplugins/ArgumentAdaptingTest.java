package io.thriftplugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What arguments become for the methods that take them. */
final class ArgumentAdaptingTest {

    @ParameterizedTest
    @CsvSource({
        "byte,-128,127",
        "java.lang.Byte,-128,127",
        "short,-32768,32767",
        "java.lang.Short,-32768,32767",
        "int,-2147483648,2147483647",
        "java.lang.Integer,-2147483648,2147483647"
    })
    void integersAreRangeChecked(Class<?> type, long min, long max) {
        assertThat(((Number) JavaTypes.adapt(min, type)).longValue()).isEqualTo(min);
        assertThat(((Number) JavaTypes.adapt(max, type)).longValue()).isEqualTo(max);
        for (long outside : new long[] {min - 1, max + 1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> JavaTypes.adapt(outside, type))
                    .withMessage(outside + " where a number from " + min + " to " + max + " is wanted");
        }
    }

    @Test
    void floatsAreRoundedButNotMadeInfinite() {
        assertThat(JavaTypes.adapt(0.1, float.class)).isEqualTo(0.1f);
        assertThat(JavaTypes.adapt(Double.NEGATIVE_INFINITY, Float.class)).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(JavaTypes.adapt(Double.NaN, float.class)).isEqualTo(Float.NaN);
        assertThatIllegalArgumentException().isThrownBy(() -> JavaTypes.adapt(1e300, float.class));
    }

    @Test
    void otherValuesPassAsTheyAre() {
        for (Object value : List.of(
                "x",
                true,
                1L,
                1.5,
                BigDecimal.ONE,
                Instant.EPOCH,
                Duration.ZERO,
                List.of(),
                new HashMap<>(),
                new Json("1"))) {
            assertThat(JavaTypes.adapt(value, value.getClass())).isSameAs(value);
            assertThat(JavaTypes.adapt(value, Object.class)).isSameAs(value);
        }
        assertThat(JavaTypes.adapt(true, boolean.class)).isEqualTo(true);
        assertThat(JavaTypes.adapt(Map.of(), Map.class)).isEqualTo(Map.of());
    }

    @Test
    void nullFitsWhateverIsNoPrimitive() {
        assertThat(JavaTypes.adapt(null, Integer.class)).isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JavaTypes.adapt(null, int.class))
                .withMessage("null where int is wanted");
    }

    @ParameterizedTest
    @ValueSource(classes = {String.class, long.class, Long.class, boolean.class, Map.class, String[].class})
    void aValueOfAnotherTypeIsRefused(Class<?> wanted) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JavaTypes.adapt(1.5, wanted))
                .withMessage("Double where " + wanted.getSimpleName() + " is wanted");
    }

    @Test
    void listsBecomeArrays() {
        assertThat(JavaTypes.adapt(List.of(1L, 2L), int[].class)).isEqualTo(new int[] {1, 2});
        assertThat(JavaTypes.adapt(Arrays.asList("a", null), String[].class)).isEqualTo(new String[] {"a", null});
        assertThatIllegalArgumentException().isThrownBy(() -> JavaTypes.adapt(List.of("a"), int[].class));
        assertThatIllegalArgumentException().isThrownBy(() -> JavaTypes.adapt(Arrays.asList(1L, null), int[].class));
    }
}
