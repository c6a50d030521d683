package io.thriftplugins.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.thrift.TException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decimal numbers: units toward zero, billionths with the sign of the number (contract 5.4). */
final class DecimalsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1",
                "-1",
                "0.5",
                "-0.5",
                "-1.25",
                "0.000000001",
                "-0.000000001",
                "-7.999999999",
                "9223372036854775807.999999999",
                "-9223372036854775808.999999999"
            })
    void arrivesAsItWas(String number) throws TException {
        assertThat(Encoded.roundTrip(new BigDecimal(number))).isEqualTo(new BigDecimal(number));
    }

    @Test
    void bothPartsCarryTheSign() throws TException {
        assertThat(Encoded.hex(new BigDecimal("-1.5")))
                .isEqualTo("0c0007" + "0a0001" + "ffffffffffffffff" + "080002" + "e2329b00" + "00" + "00");
    }

    @Test
    void equalNumbersArriveAsEqualObjects() throws TException {
        assertThat(Encoded.roundTrip(new BigDecimal("2.500000000000"))).isEqualTo(new BigDecimal("2.5"));
        assertThat(Encoded.roundTrip(new BigDecimal("1E+3"))).isEqualTo(new BigDecimal("1000"));
        assertThat(Encoded.roundTrip(new BigDecimal("0E-20"))).isEqualTo(BigDecimal.ZERO);
        assertThat(Encoded.roundTrip(new BigDecimal(BigInteger.ZERO, Integer.MIN_VALUE)))
                .isEqualTo(BigDecimal.ZERO);
        assertThat(Encoded.roundTrip(new BigDecimal(BigInteger.ZERO, Integer.MAX_VALUE)))
                .isEqualTo(BigDecimal.ZERO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "-9223372036854775809", "1E+19", "1E+1000000000"})
    void whatIsTooLargeIsRefused(String number) {
        assertRefused(new BigDecimal(number), "too large");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0000000001", "-1.0000000001", "1E-1000000000"})
    void moreThanNineFractionDigitsAreRefused(String number) {
        assertRefused(new BigDecimal(number), "at most 9 can be sent");
    }

    private static void assertRefused(BigDecimal number, String message) {
        assertThatThrownBy(() -> Encoded.write(number))
                .isInstanceOfSatisfying(
                        PluginException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .hasMessageContaining(message);
    }
}
