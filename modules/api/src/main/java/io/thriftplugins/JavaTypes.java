package io.thriftplugins;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** How the Java types of annotated methods map to signature types, and how arguments become them. */
final class JavaTypes {

    private static final Map<Class<?>, DataType> TYPES = Map.ofEntries(
            Map.entry(void.class, DataType.VOID),
            Map.entry(Void.class, DataType.VOID),
            Map.entry(byte.class, DataType.INTEGER),
            Map.entry(Byte.class, DataType.INTEGER),
            Map.entry(short.class, DataType.INTEGER),
            Map.entry(Short.class, DataType.INTEGER),
            Map.entry(int.class, DataType.INTEGER),
            Map.entry(Integer.class, DataType.INTEGER),
            Map.entry(long.class, DataType.INTEGER),
            Map.entry(Long.class, DataType.INTEGER),
            Map.entry(float.class, DataType.FLOAT),
            Map.entry(Float.class, DataType.FLOAT),
            Map.entry(double.class, DataType.FLOAT),
            Map.entry(Double.class, DataType.FLOAT),
            Map.entry(boolean.class, DataType.BOOLEAN),
            Map.entry(Boolean.class, DataType.BOOLEAN),
            Map.entry(String.class, DataType.STRING),
            Map.entry(Instant.class, DataType.TIMESTAMP),
            Map.entry(Duration.class, DataType.INTERVAL),
            Map.entry(BigDecimal.class, DataType.NUMERIC),
            Map.entry(List.class, DataType.ARRAY),
            Map.entry(Collection.class, DataType.ARRAY),
            Map.entry(Map.class, DataType.MAP),
            Map.entry(Json.class, DataType.OBJECT),
            Map.entry(Object.class, DataType.ANY));

    private static final Map<Class<?>, LongFunction<Object>> NARROWED = Map.of(
            byte.class, v -> (byte) checked(v, Byte.MIN_VALUE, Byte.MAX_VALUE),
            Byte.class, v -> (byte) checked(v, Byte.MIN_VALUE, Byte.MAX_VALUE),
            short.class, v -> (short) checked(v, Short.MIN_VALUE, Short.MAX_VALUE),
            Short.class, v -> (short) checked(v, Short.MIN_VALUE, Short.MAX_VALUE),
            int.class, v -> (int) checked(v, Integer.MIN_VALUE, Integer.MAX_VALUE),
            Integer.class, v -> (int) checked(v, Integer.MIN_VALUE, Integer.MAX_VALUE));

    private JavaTypes() {}

    static @Nullable DataType typeOf(Class<?> type) {
        return TYPES.get(type);
    }

    /**
     * Makes an argument fit a method's parameter.
     *
     * @throws IllegalArgumentException if it doesn't
     */
    static @Nullable Object adapt(@Nullable Object value, Class<?> wanted) {
        if (value == null) {
            if (wanted.isPrimitive()) {
                throw new IllegalArgumentException("null where " + wanted + " is wanted");
            }
            return null;
        }
        LongFunction<Object> narrowed = NARROWED.get(wanted);
        if (narrowed != null && value instanceof Long number) {
            return narrowed.apply(number);
        }
        if ((wanted == float.class || wanted == Float.class) && value instanceof Double number) {
            return number.floatValue();
        }
        if (!wanted.isPrimitive() && !wanted.isInstance(value)) {
            throw new IllegalArgumentException(
                    value.getClass().getSimpleName() + " where " + wanted.getSimpleName() + " is wanted");
        }
        return value;
    }

    private static long checked(long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(value + " where a number from " + min + " to " + max + " is wanted");
        }
        return value;
    }
}
