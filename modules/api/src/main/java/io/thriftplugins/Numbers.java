package io.thriftplugins;

import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.function.LongFunction;

/** Fits the numbers that arrive, {@link Long} and {@link Double}, to the smaller types that methods may take. */
final class Numbers {

    /** By the boxed type. */
    private static final Map<Class<?>, LongFunction<Object>> NARROWED = Map.of(
            Byte.class, v -> (byte) checked(v, Byte.MIN_VALUE, Byte.MAX_VALUE),
            Short.class, v -> (short) checked(v, Short.MIN_VALUE, Short.MAX_VALUE),
            Integer.class, v -> (int) checked(v, Integer.MIN_VALUE, Integer.MAX_VALUE));

    private Numbers() {}

    /**
     * Makes a value an instance of a class or, boxed, of a primitive type; what isn't a number passes if it is one.
     *
     * @throws IllegalArgumentException if it is of another type or out of range
     */
    static Object narrow(Object value, Class<?> wanted) {
        Class<?> boxed = MethodType.methodType(wanted).wrap().returnType();
        LongFunction<Object> narrowed = NARROWED.get(boxed);
        if (narrowed != null && value instanceof Long number) {
            return narrowed.apply(number);
        } else if (boxed == Float.class && value instanceof Double number) {
            return toFloat(number);
        } else if (!boxed.isInstance(value)) {
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

    /** Rounds, as any conversion to a float does, but makes no finite number infinite. */
    private static float toFloat(double value) {
        float rounded = (float) value;
        if (Float.isInfinite(rounded) && Double.isFinite(value)) {
            throw new IllegalArgumentException(value + " where a number up to " + Float.MAX_VALUE + " is wanted");
        }
        return rounded;
    }
}
