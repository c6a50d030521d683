package io.thriftplugins.typed;

import io.thriftplugins.DataType;
import io.thriftplugins.ValueType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An enum: its constants travel by name. */
final class EnumCodec implements Codec {

    private static final ValueType WIRE = ValueType.of(DataType.STRING);

    private final Class<?> type;
    private final Map<String, Object> constants = new LinkedHashMap<>();

    EnumCodec(Class<?> type) {
        this.type = type;
        Arrays.stream(type.getEnumConstants())
                .forEach(constant -> constants.put(((Enum<?>) constant).name(), constant));
    }

    @Override
    public ValueType wire() {
        return WIRE;
    }

    @Override
    public @Nullable Object encode(@Nullable Object value) {
        if (value != null && !type.isInstance(value)) {
            throw new MappingException(
                    value.getClass().getSimpleName() + " where " + type.getSimpleName() + " is wanted");
        }
        return value == null ? null : ((Enum<?>) value).name();
    }

    @Override
    public @Nullable Object decode(@Nullable Object value, Received received) {
        if (value == null) {
            return null;
        }
        Object constant = value instanceof String name ? constants.get(name) : null;
        if (constant == null) {
            throw new MappingException((value instanceof String name
                            ? "'" + name + "'"
                            : value.getClass().getSimpleName())
                    + " where " + type.getSimpleName() + " is wanted, one of " + constants.keySet());
        }
        return constant;
    }
}
