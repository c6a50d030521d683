package io.thriftplugins.typed;

import io.thriftplugins.DataType;
import io.thriftplugins.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What arrays and collections share. */
final class Elements {

    private Elements() {}

    /** The type of a list in signatures; they have no name for a list of lists of something. */
    static ValueType listOf(Codec element) {
        ValueType type = element.wire();
        return type.array() || type.type() == DataType.ARRAY
                ? ValueType.of(DataType.ARRAY)
                : new ValueType(type.type(), true, type.objectName());
    }

    /** What arrived, if it is a list. */
    static List<?> list(Object value, String wanted) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new MappingException(value.getClass().getSimpleName() + " where " + wanted + " is wanted");
    }

    static @Nullable Object encode(Codec codec, int index, @Nullable Object value) {
        try {
            return codec.encode(value);
        } catch (MappingException e) {
            throw e.in("element " + index);
        }
    }

    static @Nullable Object decode(Codec codec, int index, @Nullable Object value, Received received) {
        try {
            return codec.decode(value, received);
        } catch (MappingException e) {
            throw e.in("element " + index);
        }
    }
}
