package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Json;
import io.thriftplugins.LogLevel;
import io.thriftplugins.PluginException;
import io.thriftplugins.thrift.VariantValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.thrift.TException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table in {@code io.thriftplugins.Values}, there and back (checklist 21 and 25). */
final class ValueCodecTest {

    /** Values that arrive as what they were. */
    static Stream<Object> values() {
        Map<Object, Object> map = new LinkedHashMap<>();
        map.put(null, null);
        map.put("key", 1L);
        map.put(1L, "value");
        map.put(List.of(true), Map.of());
        return Stream.of(
                null,
                0L,
                -1L,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                "",
                "x".repeat(100_000),
                "\0 \u007f \u0080 \u07ff \u0800 \uffff \ud83d\ude00 \udbff\udfff",
                0.0,
                -0.0,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Double.NEGATIVE_INFINITY,
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                true,
                false,
                Instant.EPOCH,
                Instant.ofEpochSecond(-1),
                Instant.MIN,
                Instant.MAX.with(java.time.temporal.ChronoField.NANO_OF_SECOND, 0),
                Duration.ZERO,
                Duration.ofMillis(-1),
                Duration.ofMillis(Long.MIN_VALUE),
                Duration.ofMillis(Long.MAX_VALUE),
                new BigDecimal("-0.000000001"),
                new Json(""),
                new Json("{\"a\": [1, null]}"),
                List.of(),
                Arrays.asList(null, 1L, List.of(List.of()), "x", null),
                Map.of(),
                map);
    }

    @ParameterizedTest
    @MethodSource("values")
    @DisplayName("a value arrives as what it was (checklist 21, 25)")
    void arrivesAsItWas(Object value) throws TException {
        assertThat(Encoded.roundTrip(value)).isEqualTo(value);
    }

    /** The generated union is what strangers written in Java have; it takes and gives all of the values. */
    @ParameterizedTest
    @MethodSource("values")
    void generatedUnionReadsTheSameBytes(Object value) throws TException {
        byte[] bytes = Encoded.write(value);
        var union = new VariantValue();
        union.read(Encoded.protocol(bytes));
        FrameBuffer buffer = Encoded.buffer();
        union.write(new FrameProtocol(buffer));

        assertThat(Encoded.read(Arrays.copyOf(buffer.array(), buffer.end()))).isEqualTo(value);
    }

    enum Colour {
        RED {
            @Override
            public String toString() {
                return "not the name";
            }
        }
    }

    @Test
    void otherJavaTypesBecomeTheirNearestValue() throws TException {
        assertThat(Encoded.roundTrip(Byte.MIN_VALUE)).isEqualTo(-128L);
        assertThat(Encoded.roundTrip(Short.MAX_VALUE)).isEqualTo(32767L);
        assertThat(Encoded.roundTrip(Integer.MIN_VALUE)).isEqualTo((long) Integer.MIN_VALUE);
        assertThat(Encoded.roundTrip(BigInteger.valueOf(Long.MIN_VALUE))).isEqualTo(Long.MIN_VALUE);
        assertThat(Encoded.roundTrip(1.5f)).isEqualTo(1.5);
        assertThat(Encoded.roundTrip('x')).isEqualTo("x");
        assertThat(Encoded.roundTrip(java.nio.CharBuffer.wrap("text"))).isEqualTo("text");
        assertThat(Encoded.roundTrip(Colour.RED)).isEqualTo("RED");
        assertThat(Encoded.roundTrip(LogLevel.DEBUG)).isEqualTo("DEBUG");
        assertThat(Encoded.roundTrip(new Object[] {1, "a", null})).isEqualTo(Arrays.asList(1L, "a", null));
        assertThat(Encoded.roundTrip(Collections.singleton(1))).isEqualTo(List.of(1L));
    }

    @Test
    void integersOutOfRangeAreRefusedAndNeverWrap() {
        BigInteger tooLarge = BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE);

        assertInvalid(tooLarge, "9223372036854775808 doesn't fit into 64 bits");
        assertInvalid(BigInteger.ONE.shiftLeft(100_000), "of 100001 bits doesn't fit");
    }

    @Test
    void fractionsOfSecondsAreDroppedTowardsThePast() throws TException {
        assertThat(Encoded.roundTrip(Instant.ofEpochSecond(5, 999_999_999))).isEqualTo(Instant.ofEpochSecond(5));
        assertThat(Encoded.roundTrip(Instant.ofEpochSecond(-1, 1))).isEqualTo(Instant.ofEpochSecond(-1));
        assertThat(Encoded.hex(Instant.ofEpochSecond(-1, 999_999_999))).isEqualTo("0a0005" + "f".repeat(16) + "00");
    }

    @Test
    void fractionsOfMillisecondsAreDropped() throws TException {
        assertThat(Encoded.roundTrip(Duration.ofNanos(1_999_999))).isEqualTo(Duration.ofMillis(1));
        assertThat(Encoded.roundTrip(Duration.ofNanos(-1_999_999))).isEqualTo(Duration.ofMillis(-1));
        assertInvalid(Duration.ofSeconds(Long.MAX_VALUE), "doesn't fit into 64 bits of milliseconds");
    }

    @Test
    void whatHasNoRowInTheTableIsRefused() {
        assertInvalid(new Object(), "java.lang.Object can't be sent");
        assertInvalid(List.of(Map.of("x", new int[0])), "can't be sent");
    }

    @Test
    void containersThatArriveCannotBeChanged() throws TException {
        @SuppressWarnings("unchecked")
        List<Object> list = (List<Object>) Encoded.roundTrip(new ArrayList<>(List.of(1)));
        @SuppressWarnings("unchecked")
        Map<Object, Object> map = (Map<Object, Object>) Encoded.roundTrip(new HashMap<>(Map.of(1, 2)));

        assertThatThrownBy(() -> list.add(1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> map.put(1, 1)).isInstanceOf(UnsupportedOperationException.class);
    }

    private static void assertInvalid(Object value, String message) {
        assertThatThrownBy(() -> Encoded.write(value))
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .hasMessageContaining(message);
    }
}
