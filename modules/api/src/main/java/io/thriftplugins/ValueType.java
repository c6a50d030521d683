package io.thriftplugins;

import java.util.Objects;
import java.util.function.UnaryOperator;
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

    /**
     * Checks that signatures can write the type.
     *
     * @throws PluginException with {@link ErrorCode#INVALID_SIGNATURE} if they can't: {@link DataType#NULL}, more than
     *     the bare {@link DataType#VOID}, a blank name
     */
    public ValueType {
        Objects.requireNonNull(type, "type");
        if (type == DataType.NULL || (type == DataType.VOID && (array || objectName != null))) {
            throw new PluginException(
                    ErrorCode.INVALID_SIGNATURE, type.typeName() + " is no such type; void stands alone, null nowhere");
        }
        if (objectName != null) {
            SignatureNames.check(objectName);
        }
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

    /**
     * Gives a value this type, where that loses nothing: an integer becomes a float or numeric, json a string.
     *
     * @param value a value of the table in {@link Values}, or null
     * @return what arrives where this type is wanted, see {@link FunctionSignature#bind}; null for null
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if the value has another type
     */
    public @Nullable Object convert(@Nullable Object value) {
        try {
            return ArgumentBinder.convert(this, value);
        } catch (IllegalArgumentException e) {
            throw new PluginException(ErrorCode.INVALID_ARGUMENT, String.valueOf(e.getMessage()), e);
        }
    }

    /** The type of what a value of this type contains: without the brackets. */
    ValueType element() {
        return array ? new ValueType(type, false, objectName) : this;
    }

    @Override
    public String toString() {
        return text(SignatureNames::quoted);
    }

    String text(UnaryOperator<String> names) {
        return type.typeName() + (objectName == null ? "" : "<" + names.apply(objectName) + ">") + (array ? "[]" : "");
    }
}
