package io.thriftplugins.typed;

import io.thriftplugins.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * How the values of one Java type travel: as which values of {@link io.thriftplugins.Values}. Safe for use by many
 * threads. Whatever doesn't fit is a {@link MappingException} that says where in the value it is.
 */
interface Codec {

    /** The type in signatures. */
    ValueType wire();

    /** Whether null stands for a value of the Java type, such as an empty Optional. */
    default boolean isOptional() {
        return false;
    }

    /**
     * Makes a value ready to be sent.
     *
     * @param value of the Java type
     */
    @Nullable
    Object encode(@Nullable Object value);

    /**
     * Makes what arrived a value of the Java type.
     *
     * @param value a value of the table in {@link io.thriftplugins.Values}
     * @param received takes the objects among it
     */
    @Nullable
    Object decode(@Nullable Object value, Received received);
}
