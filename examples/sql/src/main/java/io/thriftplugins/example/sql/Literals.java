package io.thriftplugins.example.sql;

import io.thriftplugins.DataType;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionParameter;
import io.thriftplugins.PluginException;
import io.thriftplugins.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.NlsString;
import org.apache.calcite.util.TimestampString;
import org.jspecify.annotations.Nullable;

/** Makes SQL's literals, which are known while a statement is planned, values for a plugin. */
final class Literals {

    private static final long MILLIS = 1000;

    private Literals() {}

    /** The type of a table function's parameter. Calcite hands over literals of Java's types only. */
    static RelDataType typeOf(ValueType type, RelDataTypeFactory types) {
        Class<?> java = switch (SqlTypes.dataType(type)) {
            case STRING -> String.class;
            case BOOLEAN -> Boolean.class;
            default -> Object.class;
        };
        return ((JavaTypeFactory) types).createJavaType(java);
    }

    /**
     * An argument of a table function.
     *
     * @throws PluginException if it doesn't fit the parameter
     */
    static @Nullable Object argument(@Nullable Object literal, FunctionParameter parameter) {
        if (literal == null || literal instanceof String) {
            return literal;
        }
        DataType type = SqlTypes.dataType(parameter.type());
        Object value = type == DataType.ANY ? any(literal) : of(literal, type);
        if (value == null) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The parameter '" + parameter.name() + "' is of the type " + type.typeName() + ", which the value "
                            + literal + " is not");
        }
        return value;
    }

    private static Object any(Object literal) {
        if (literal instanceof NlsString text) {
            return text.getValue();
        } else if (literal instanceof BigDecimal number) {
            Long integer = integer(number);
            return integer != null ? integer : number;
        }
        return literal;
    }

    /** What the literal is made of; Calcite would make a calendar of a timestamp. */
    static @Nullable Object raw(RexLiteral literal) {
        return literal.getTypeName() == SqlTypeName.TIMESTAMP
                ? literal.getValueAs(TimestampString.class)
                : literal.getValue();
    }

    /** The value; null if a column of this type can't be compared with it in the same way as SQL would. */
    static @Nullable Object of(@Nullable Object literal, DataType type) {
        return switch (type) {
            case INTEGER -> literal instanceof BigDecimal number ? integer(number) : null;
            case FLOAT -> literal instanceof Number number ? (Object) number.doubleValue() : null;
            case NUMERIC -> literal instanceof BigDecimal number && fits(number) ? number : null;
            case STRING -> literal instanceof NlsString text ? text.getValue() : null;
            case BOOLEAN -> literal instanceof Boolean ? literal : null;
            case TIMESTAMP -> literal instanceof TimestampString time ? timestamp(time) : null;
            case INTERVAL ->
                literal instanceof BigDecimal millis ? (Object) Duration.ofMillis(millis.longValue()) : null;
            default -> null;
        };
    }

    private static @Nullable Long integer(BigDecimal number) {
        try {
            return number.longValueExact();
        } catch (ArithmeticException e) {
            return null;
        }
    }

    /** Timestamps of the contract are whole seconds; a literal with a fraction is left to SQL. */
    private static @Nullable Instant timestamp(TimestampString time) {
        long millis = time.getMillisSinceEpoch();
        return millis % MILLIS == 0 && time.equals(TimestampString.fromMillisSinceEpoch(millis))
                ? Instant.ofEpochMilli(millis)
                : null;
    }

    /** What the wire has room for (contract 3, {@code DecimalValue}). */
    private static boolean fits(BigDecimal number) {
        BigInteger whole = number.toBigInteger();
        return number.stripTrailingZeros().scale() <= 9 && whole.bitLength() < Long.SIZE;
    }
}
