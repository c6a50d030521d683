package io.thriftplugins;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values that calls carry, and how Java types become them. This table is the whole conversion (contract 5.4):
 *
 * <table>
 * <caption>Values on the wire and in Java</caption>
 * <tr><th>wire</th><th>accepted when sending</th><th>what arrives</th></tr>
 * <tr><td>null</td><td>{@code null}</td><td>{@code null}</td></tr>
 * <tr><td>integer</td><td>{@link Byte}, {@link Short}, {@link Integer}, {@link Long}, {@link BigInteger} within 64 bits
 *     (otherwise an error, never a wrap)</td><td>{@link Long}</td></tr>
 * <tr><td>string</td><td>{@link CharSequence}, {@link Character}, {@link Enum} (its name)</td>
 *     <td>{@link String}</td></tr>
 * <tr><td>float</td><td>{@link Float}, {@link Double}</td><td>{@link Double}</td></tr>
 * <tr><td>boolean</td><td>{@link Boolean}</td><td>{@link Boolean}</td></tr>
 * <tr><td>timestamp</td><td>{@link Instant}, whole seconds; a fraction is dropped towards the past</td>
 *     <td>{@link Instant}</td></tr>
 * <tr><td>interval</td><td>{@link Duration}, whole milliseconds; a smaller fraction is dropped</td>
 *     <td>{@link Duration}</td></tr>
 * <tr><td>decimal</td><td>{@link BigDecimal} with up to nine fraction digits and an integral part within 64 bits
 *     (otherwise an error)</td><td>{@link BigDecimal} without trailing zeros</td></tr>
 * <tr><td>array</td><td>{@link Collection}, {@code Object[]}</td><td>{@link List}, unmodifiable</td></tr>
 * <tr><td>map</td><td>{@link Map}</td><td>{@link Map}, unmodifiable, in the order sent</td></tr>
 * <tr><td>json</td><td>{@link Json}</td><td>{@link Json}</td></tr>
 * <tr><td>bytes</td><td>{@code byte[]}; to a peer that knows only the contract as a blob</td>
 *     <td>{@code byte[]}</td></tr>
 * <tr><td>object</td><td>{@link Blob}, {@link RowSet}, {@link ServedObject}, {@link RemoteObject}: they stay where they
 *     are, and the other side gets a proxy</td>
 *     <td>{@link Blob}, {@link RowSet}, {@link RemoteObject}</td></tr>
 * </table>
 *
 * <p>An object that a function returns is handed over: it is closed when the other side releases it or ends. An object
 * that is passed as an argument stays with its caller, who closes it when no call needs it any more.
 */
public final class Values {

    private Values() {}

    /**
     * The type that a value has on the wire.
     *
     * @param value a value of the table above, or null
     * @return its type; {@link DataType#NULL} for null
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if no row of the table fits the value
     */
    public static DataType typeOf(@Nullable Object value) {
        if (value == null) {
            return DataType.NULL;
        }
        DataType type = find(value);
        if (type == null) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT,
                    "A value of " + value.getClass().getName()
                            + " can't be sent; see the table in io.thriftplugins.Values for what can");
        }
        return type;
    }

    /**
     * Makes a value that arrived one of a Java type: integers and floats fit smaller types if they are in range.
     *
     * @param value a value of the table above
     * @param wanted a class, or a primitive type, whose boxed one is meant
     * @return the value, or a smaller number that equals it; a float is rounded
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if it is of another type or out of range
     */
    public static Object narrow(Object value, Class<?> wanted) {
        try {
            return Numbers.narrow(value, wanted);
        } catch (IllegalArgumentException e) {
            throw new PluginException(ErrorCode.INVALID_ARGUMENT, String.valueOf(e.getMessage()), e);
        }
    }

    /** The type that a value has on the wire; null if no row of the table fits it. */
    static @Nullable DataType find(Object value) {
        if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte
                || value instanceof BigInteger) {
            return DataType.INTEGER;
        } else if (value instanceof CharSequence || value instanceof Character || value instanceof Enum<?>) {
            return DataType.STRING;
        } else if (value instanceof Double || value instanceof Float) {
            return DataType.FLOAT;
        } else if (value instanceof Boolean) {
            return DataType.BOOLEAN;
        } else if (value instanceof Instant) {
            return DataType.TIMESTAMP;
        } else if (value instanceof Duration) {
            return DataType.INTERVAL;
        } else if (value instanceof BigDecimal) {
            return DataType.NUMERIC;
        } else if (value instanceof Collection<?> || value instanceof Object[]) {
            return DataType.ARRAY;
        } else if (value instanceof Map<?, ?>) {
            return DataType.MAP;
        } else if (value instanceof byte[] || value instanceof Blob) {
            return DataType.BLOB;
        }
        return value instanceof Json || isObject(value) ? DataType.OBJECT : null;
    }

    private static boolean isObject(Object value) {
        return value instanceof RowSet || value instanceof ServedObject || value instanceof RemoteObject;
    }

    /**
     * What a value of the table arrives as, had it been sent; what a list or map contains is left as it is.
     *
     * @throws IllegalArgumentException if it is an integer beyond 64 bits
     */
    static Object arriving(Object value) {
        if (value instanceof Long || value instanceof String || value instanceof Double) {
            return value;
        } else if (value instanceof BigInteger number) {
            if (number.bitLength() >= Long.SIZE) {
                throw new IllegalArgumentException(number + ", which is out of range for an integer of 64 bits");
            }
            return number.longValue();
        } else if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        } else if (value instanceof Float number) {
            return number.doubleValue();
        } else if (value instanceof Enum<?> constant) {
            return constant.name();
        } else if (value instanceof CharSequence || value instanceof Character) {
            return value.toString();
        } else if (value instanceof Object[] elements) {
            return Collections.unmodifiableList(Arrays.asList(elements.clone()));
        } else if (value instanceof Collection<?> elements && !(value instanceof List<?>)) {
            return Collections.unmodifiableList(new ArrayList<>(elements));
        }
        return value;
    }
}
