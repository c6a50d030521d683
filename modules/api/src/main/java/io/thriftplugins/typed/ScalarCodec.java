package io.thriftplugins.typed;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.ValueType;
import io.thriftplugins.Values;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A type whose values have no parts that travel by themselves. */
final class ScalarCodec implements Codec {

    private final Class<?> type;
    private final Class<?> boxed;
    private final ValueType wire;
    private final UnaryOperator<Object> encode;
    private final UnaryOperator<Object> decode;

    /**
     * A codec.
     *
     * @param type the Java type; one that is primitive refuses null
     * @param encode may throw {@link IllegalArgumentException}: what is wrong with the value
     * @param decode gets what fits the wire's type; may throw {@link IllegalArgumentException}
     */
    ScalarCodec(Class<?> type, ValueType wire, UnaryOperator<Object> encode, UnaryOperator<Object> decode) {
        this.type = type;
        this.boxed = java.lang.invoke.MethodType.methodType(type).wrap().returnType();
        this.wire = wire;
        this.encode = encode;
        this.decode = decode;
    }

    /** A type whose values are sent as they are; numbers that arrive are narrowed to it. */
    static ScalarCodec plain(Class<?> type, ValueType wire) {
        return new ScalarCodec(type, wire, UnaryOperator.identity(), value -> Values.narrow(value, type));
    }

    @Override
    public ValueType wire() {
        return wire;
    }

    @Override
    public @Nullable Object encode(@Nullable Object value) {
        if (value == null) {
            return checkedNull();
        } else if (!boxed.isInstance(value)) {
            // A collection that a raw type smuggled it into.
            throw wrong(value);
        }
        try {
            return encode.apply(value);
        } catch (IllegalArgumentException e) {
            throw new MappingException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public @Nullable Object decode(@Nullable Object value, Received received) {
        if (value == null) {
            return checkedNull();
        }
        try {
            Object fitting = wire.convert(value);
            return fitting == null ? null : decode.apply(fitting);
        } catch (IllegalArgumentException e) {
            throw new MappingException(String.valueOf(e.getMessage()), e);
        } catch (PluginException e) {
            if (e.code() == ErrorCode.INVALID_ARGUMENT) {
                throw new MappingException(String.valueOf(e.getMessage()), e);
            }
            // Bytes that could not be fetched.
            throw e;
        }
    }

    private @Nullable Object checkedNull() {
        if (type.isPrimitive()) {
            throw new MappingException("null where " + type.getSimpleName() + " is wanted");
        }
        return null;
    }

    private MappingException wrong(Object value) {
        return new MappingException(value.getClass().getSimpleName() + " where " + type.getSimpleName() + " is wanted");
    }
}
