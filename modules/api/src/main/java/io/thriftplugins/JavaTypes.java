package io.thriftplugins;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the Java types of annotated methods map to signature types. */
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
            Map.entry(RowSet.class, DataType.OBJECT),
            Map.entry(Object.class, DataType.ANY));

    /** What {@link Values} takes as a result, beyond what a parameter can be. */
    private static final Map<Class<?>, DataType> RESULTS = Map.of(
            char.class, DataType.STRING,
            Character.class, DataType.STRING,
            CharSequence.class, DataType.STRING,
            Enum.class, DataType.STRING,
            BigInteger.class, DataType.INTEGER,
            BigDecimal.class, DataType.NUMERIC,
            Collection.class, DataType.ARRAY,
            Map.class, DataType.MAP);

    /** What the values of a type are, when they arrive. */
    private static final Map<DataType, Class<?>> ARRIVING = Map.of(
            DataType.INTEGER, Long.class,
            DataType.STRING, String.class,
            DataType.FLOAT, Double.class,
            DataType.BOOLEAN, Boolean.class,
            DataType.TIMESTAMP, Instant.class,
            DataType.INTERVAL, Duration.class,
            DataType.NUMERIC, BigDecimal.class,
            DataType.ARRAY, List.class,
            DataType.MAP, Map.class);

    private JavaTypes() {}

    /** The signature type of a method's parameter, or null if nothing that is sent could become one. */
    static @Nullable ValueType ofParameter(Class<?> type) {
        Class<?> component = type.getComponentType();
        DataType found = TYPES.get(component == null ? type : component);
        // Bytes are no list of numbers.
        if (found == null || found == DataType.VOID || component == byte.class) {
            return null;
        }
        return new ValueType(found, component != null, objectName(component == null ? type : component));
    }

    /** The name that the contract's peers know a kind of object by (contract 13). */
    private static @Nullable String objectName(Class<?> type) {
        return type == RowSet.class ? "IRowsInput" : null;
    }

    /** The signature type of a method's result, or null if it can't be sent. */
    static @Nullable ValueType ofResult(Class<?> type) {
        Class<?> component = type.getComponentType();
        if (component != null) {
            ValueType element = component.isPrimitive() || component.isArray() ? null : ofResult(component);
            if (element == null || element.type() == DataType.VOID) {
                return null;
            }
            return new ValueType(element.type(), true, element.objectName());
        }
        DataType found = TYPES.get(type);
        if (found == null) {
            found = RESULTS.entrySet().stream()
                    .filter(entry -> entry.getKey().isAssignableFrom(type))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
        }
        return found == null ? null : new ValueType(found, false, objectName(type));
    }

    /** Whether arguments of a signature's parameter can fit a method's parameter, as far as types can tell. */
    static boolean fits(FunctionParameter parameter, Class<?> type) {
        ValueType wanted = parameter.type();
        boolean list = parameter.variadic() || wanted.array();
        return list ? fitsList(wanted.element().type(), type) : fits(wanted.type(), type);
    }

    private static boolean fitsList(DataType elements, Class<?> type) {
        Class<?> component = type.getComponentType();
        return component == null ? type.isAssignableFrom(List.class) : fits(elements, component);
    }

    private static boolean fits(DataType wanted, Class<?> type) {
        Class<?> arriving = ARRIVING.get(wanted);
        if (wanted == DataType.ANY || type == Object.class) {
            return true;
        } else if (arriving == null) {
            // Objects and blobs; what they are, the framework need not know here.
            return type == Json.class || !TYPES.containsKey(type);
        }
        boolean list = wanted == DataType.ARRAY && type.isArray();
        return list || TYPES.get(type) == wanted || type.isAssignableFrom(arriving);
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
        if (wanted.isArray() && value instanceof List<?> elements) {
            Object array = Array.newInstance(wanted.getComponentType(), elements.size());
            for (int i = 0; i < elements.size(); i++) {
                Array.set(array, i, adapt(elements.get(i), wanted.getComponentType()));
            }
            return array;
        }
        return Numbers.narrow(value, wanted);
    }
}
