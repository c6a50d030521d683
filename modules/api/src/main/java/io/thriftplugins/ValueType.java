package io.thriftplugins;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A type as a signature writes it: {@code integer}, {@code string[]}, {@code object<IRowsInput>}.
 *
 * @param type the type, of an element if {@code array}
 * @param array whether {@code []} follows
 * @param objectName the name in angle brackets, or null
 */
public record ValueType(
        DataType type, boolean array, @Nullable String objectName) {

    /** Checks that there is a type. */
    public ValueType {
        Objects.requireNonNull(type, "type");
    }

    /**
     * A plain type.
     *
     * @param type the type
     * @return the type, neither array nor named
     */
    public static ValueType of(DataType type) {
        return new ValueType(type, false, null);
    }

    @Override
    public String toString() {
        return type.typeName() + (objectName == null ? "" : "<" + objectName + ">") + (array ? "[]" : "");
    }
}
