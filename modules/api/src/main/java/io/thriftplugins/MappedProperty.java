package io.thriftplugins;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** One property of a mapped class. Numbers are read without boxing. */
final class MappedProperty {

    private enum Kind {
        LONG(long.class),
        DOUBLE(double.class),
        BOOLEAN(boolean.class),
        STRING(String.class),
        OTHER(Object.class);

        private final Class<?> read;

        Kind(Class<?> read) {
            this.read = read;
        }
    }

    private final Column column;
    private final Class<?> type;
    private final Kind kind;
    private final MethodHandle getter;

    private MappedProperty(Column column, Class<?> type, Kind kind, MethodHandle getter) {
        this.column = column;
        this.type = type;
        this.kind = kind;
        this.getter = getter;
    }

    /** A property; {@link IllegalArgumentException} tells why it can't be one. */
    static MappedProperty of(MethodHandles.Lookup lookup, Method method, String property) {
        Class<?> type = method.getReturnType();
        DataType columnType = columnType(type);
        if (columnType == DataType.VOID) {
            throw new IllegalArgumentException(
                    "'" + property + "' is a " + type.getTypeName() + ", which can't be sent");
        }
        RowColumn told = method.getAnnotation(RowColumn.class);
        String name = told == null || told.value().isEmpty() ? property : told.value();
        Kind kind = kind(type);
        try {
            MethodHandle getter = lookup.unreflect(method).asType(MethodType.methodType(kind.read, Object.class));
            return new MappedProperty(
                    new Column(name, columnType, told == null ? "" : told.description()), type, kind, getter);
        } catch (IllegalAccessException e) {
            throw new IllegalArgumentException(
                    "the lookup may not read '" + property + "'; pass MethodHandles.lookup() of the class itself", e);
        }
    }

    /** {@link DataType#VOID} if there are no such values. */
    private static DataType columnType(Class<?> type) {
        if (type == byte[].class || Blob.class.isAssignableFrom(type)) {
            return DataType.BLOB;
        }
        ValueType value = JavaTypes.ofResult(type);
        if (value == null) {
            return DataType.VOID;
        }
        return value.array() ? DataType.ARRAY : value.type();
    }

    private static Kind kind(Class<?> type) {
        if (type == long.class || type == int.class || type == short.class || type == byte.class) {
            return Kind.LONG;
        } else if (type == double.class || type == float.class) {
            return Kind.DOUBLE;
        } else if (type == boolean.class) {
            return Kind.BOOLEAN;
        }
        return type == String.class ? Kind.STRING : Kind.OTHER;
    }

    Column column() {
        return column;
    }

    void write(Object target, int index, RowWriter row) {
        try {
            switch (kind) {
                case LONG -> row.setLong(index, (long) getter.invokeExact(target));
                case DOUBLE -> row.setDouble(index, (double) getter.invokeExact(target));
                case BOOLEAN -> row.setBoolean(index, (boolean) getter.invokeExact(target));
                case STRING -> row.setString(index, (String) getter.invokeExact(target));
                default -> row.set(index, (Object) getter.invokeExact(target));
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new PluginException(
                    ErrorCode.FUNCTION_FAILED, "The getter of '" + column.name() + "' failed: " + e.getMessage(), e);
        }
    }

    /** What a value of a row is for the record's constructor. */
    @Nullable
    Object adapt(@Nullable Object value) {
        try {
            if (value instanceof String name && type.isEnum()) {
                return constant(name);
            } else if (value instanceof String text && type == char.class && text.length() == 1) {
                return text.charAt(0);
            } else if (value instanceof Long number && type == BigInteger.class) {
                return BigInteger.valueOf(number);
            }
            return JavaTypes.adapt(value, type);
        } catch (IllegalArgumentException e) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT, "Column '" + column.name() + "' holds " + e.getMessage(), e);
        }
    }

    private Object constant(String name) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("'" + name + "', which is no constant of " + type.getSimpleName());
    }
}
