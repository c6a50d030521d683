package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TType;

/** Decimal numbers as units and billionths, both with the number's sign (contract 5.4). */
final class Decimals {

    private static final int NANO_DIGITS = 9;

    private Decimals() {}

    static void write(FrameProtocol wire, BigDecimal value) throws TException {
        BigDecimal checked = checked(value);
        long units = units(checked);
        wire.i64Field(1, units);
        wire.i32Field(2, nanos(checked, units));
        wire.writeByte(TType.STOP);
    }

    /** Units and billionths one after the other, without fields around them. */
    static void writePlain(FrameProtocol wire, BigDecimal value) throws TException {
        BigDecimal checked = checked(value);
        long units = units(checked);
        wire.writeI64(units);
        wire.writeI32(nanos(checked, units));
    }

    private static BigDecimal checked(BigDecimal value) {
        // A huge exponent must not make a huge integer first: 1e1000000000 is a short text.
        if (value.signum() != 0 && (long) value.precision() - value.scale() > 20) {
            throw tooLarge(value);
        }
        BigDecimal stripped = value.stripTrailingZeros();
        if (stripped.scale() > NANO_DIGITS) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The decimal " + abbreviate(value) + " has " + stripped.scale()
                            + " fraction digits; at most 9 can be sent, round it first");
        }
        return stripped;
    }

    private static long units(BigDecimal checked) {
        BigInteger units = checked.setScale(0, RoundingMode.DOWN).unscaledValue();
        if (units.bitLength() > 63) {
            throw tooLarge(checked);
        }
        return units.longValue();
    }

    private static int nanos(BigDecimal checked, long units) {
        return checked.subtract(BigDecimal.valueOf(units))
                .movePointRight(NANO_DIGITS)
                .intValueExact();
    }

    /** Missing parts are zero; trailing zeros are removed, so that equal numbers are equal objects. */
    static BigDecimal read(FrameProtocol wire) throws TException {
        long units = 0;
        int nanos = 0;
        while (true) {
            TField field = wire.readFieldBegin();
            if (field.type == TType.STOP) {
                break;
            } else if (field.id == 1 && field.type == TType.I64) {
                units = wire.readI64();
            } else if (field.id == 2 && field.type == TType.I32) {
                nanos = wire.readI32();
            } else {
                wire.skip(field.type);
            }
        }
        return of(units, nanos);
    }

    static BigDecimal of(long units, int nanos) {
        BigDecimal value = BigDecimal.valueOf(units).add(BigDecimal.valueOf(nanos, NANO_DIGITS));
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static PluginException tooLarge(BigDecimal value) {
        return new PluginException(
                ErrorCode.INVALID_ARGUMENT,
                "The decimal " + abbreviate(value) + " is too large; its integral part must fit into 64 bits");
    }

    private static String abbreviate(BigDecimal value) {
        String text = value.toString();
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }
}
