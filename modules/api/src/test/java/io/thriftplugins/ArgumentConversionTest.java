package io.thriftplugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What values become when they are bound: what they are when they come over the wire, or another type without loss. */
final class ArgumentConversionTest {

    private static Object convert(DataType type, Object value) {
        return ArgumentBinder.convert(ValueType.of(type), value);
    }

    @Test
    void valuesThatArrivedPassAsTheyAre() {
        for (Object value : List.of(
                1L,
                "x",
                1.5,
                true,
                Instant.EPOCH,
                Duration.ZERO,
                BigDecimal.ONE,
                List.of(1L),
                Map.of("a", 1L),
                new Json("{}"))) {
            assertThat(convert(Values.typeOf(value), value)).isSameAs(value);
            assertThat(convert(DataType.ANY, value)).isSameAs(value);
        }
    }

    @Test
    void smallerIntegersAreWidened() {
        for (Object value : List.of((byte) 7, (short) 7, 7, BigInteger.valueOf(7))) {
            assertThat(convert(DataType.INTEGER, value)).isEqualTo(7L);
            assertThat(convert(DataType.ANY, value)).isEqualTo(7L);
        }
    }

    @Test
    void integersBeyond64BitsAreRefused() {
        BigInteger big = BigInteger.TWO.pow(63);
        assertThat(convert(DataType.INTEGER, big.subtract(BigInteger.ONE))).isEqualTo(Long.MAX_VALUE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> convert(DataType.INTEGER, big))
                .withMessage("9223372036854775808, which is out of range for an integer of 64 bits");
    }

    @Test
    void textsOfAnyKindBecomeStrings() {
        assertThat(convert(DataType.STRING, CharBuffer.wrap("x"))).isEqualTo("x");
        assertThat(convert(DataType.STRING, 'x')).isEqualTo("x");
        assertThat(convert(DataType.STRING, DataType.MAP)).isEqualTo("MAP");
    }

    @Test
    void jsonBecomesAString() {
        assertThat(convert(DataType.STRING, new Json("[1]"))).isEqualTo("[1]");
    }

    @Test
    void integersBecomeFloatsWhereTheyFit() {
        assertThat(convert(DataType.FLOAT, 5L)).isEqualTo(5.0);
        assertThat(convert(DataType.FLOAT, 1L << 53)).isEqualTo(9007199254740992.0);
        assertThat(convert(DataType.FLOAT, Long.MIN_VALUE)).isEqualTo(-0x1p63);
    }

    @Test
    void integersThatAFloatWouldRoundAreRefused() {
        for (long value : new long[] {(1L << 53) + 1, Long.MAX_VALUE}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> convert(DataType.FLOAT, value))
                    .withMessageContaining(value + " where float is wanted");
        }
    }

    @Test
    void integersBecomeNumerics() {
        assertThat(convert(DataType.NUMERIC, 5L)).isEqualTo(BigDecimal.valueOf(5));
    }

    @Test
    void floatsBecomeNothingElse() {
        assertThat(convert(DataType.FLOAT, 1.5f)).isEqualTo(1.5);
        for (DataType type : List.of(DataType.INTEGER, DataType.NUMERIC, DataType.STRING)) {
            assertThatIllegalArgumentException().isThrownBy(() -> convert(type, 1.0));
        }
    }

    @Test
    void arraysAndCollectionsBecomeLists() {
        assertThat(convert(DataType.ARRAY, new Object[] {1L, null})).isEqualTo(Arrays.asList(1L, null));
        assertThat(convert(DataType.ARRAY, Set.of("x"))).isEqualTo(List.of("x"));
    }

    @Test
    void theElementsOfATypedArrayAreConverted() {
        ValueType floats = new ValueType(DataType.FLOAT, true, null);
        assertThat(ArgumentBinder.convert(floats, Arrays.asList(1, 2.5f, null)))
                .isEqualTo(Arrays.asList(1.0, 2.5, null));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArgumentBinder.convert(floats, List.of("x")))
                .withMessage("string where float is wanted");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ArgumentBinder.convert(floats, 1.0))
                .withMessage("float where float[] is wanted");
    }
}
