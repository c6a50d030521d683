package io.thriftplugins;

import static io.thriftplugins.PluginErrors.messageOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ValuesTest {

    @Test
    void everyRowOfTheTableHasItsType() {
        Map<DataType, List<Object>> table = Map.of(
                DataType.INTEGER, List.of((byte) 1, (short) 1, 1, 1L, BigInteger.ONE),
                DataType.STRING, List.of("x", CharBuffer.allocate(1), 'x', LogLevel.DEBUG),
                DataType.FLOAT, List.of(1f, 1.0, Double.NaN),
                DataType.BOOLEAN, List.of(true, false),
                DataType.TIMESTAMP, List.of(Instant.EPOCH),
                DataType.INTERVAL, List.of(Duration.ZERO),
                DataType.NUMERIC, List.of(BigDecimal.ONE),
                DataType.ARRAY, List.of(List.of(), Set.of(), new Object[0], new String[] {"x"}),
                DataType.MAP, List.of(Map.of()),
                DataType.OBJECT, List.of(new Json("{}")));
        table.forEach((type, values) -> assertThat(values).allMatch(value -> Values.typeOf(value) == type));
        assertThat(Values.typeOf(null)).isEqualTo(DataType.NULL);
    }

    @Test
    void nothingElseCanBeSent() {
        for (Object value :
                List.of(new Object(), Optional.empty(), LocalDate.EPOCH, new AtomicLong(), new int[0], String.class)) {
            messageOf(ErrorCode.INVALID_ARGUMENT, () -> Values.typeOf(value))
                    .isEqualTo("A value of " + value.getClass().getName()
                            + " can't be sent; see the table in io.thriftplugins.Values for what can");
        }
    }
}
