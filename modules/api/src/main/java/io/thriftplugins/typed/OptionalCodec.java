package io.thriftplugins.typed;

import io.thriftplugins.ValueType;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An Optional: what it holds, or null. */
final class OptionalCodec implements Codec {

    /** One kind of Optional: the type of what it holds, and how to get in and out. */
    private record Kind(
            @Nullable Class<?> content,
            Object empty,
            Function<Object, @Nullable Object> unwrap,
            Function<Object, Object> wrap) {}

    private static final Map<Class<?>, Kind> KINDS = Map.of(
            Optional.class,
            new Kind(null, Optional.empty(), value -> ((Optional<?>) value).orElse(null), Optional::of),
            OptionalInt.class,
            new Kind(
                    int.class,
                    OptionalInt.empty(),
                    value -> ((OptionalInt) value).isEmpty() ? null : ((OptionalInt) value).getAsInt(),
                    value -> OptionalInt.of((Integer) value)),
            OptionalLong.class,
            new Kind(
                    long.class,
                    OptionalLong.empty(),
                    value -> ((OptionalLong) value).isEmpty() ? null : ((OptionalLong) value).getAsLong(),
                    value -> OptionalLong.of((Long) value)),
            OptionalDouble.class,
            new Kind(
                    double.class,
                    OptionalDouble.empty(),
                    value -> ((OptionalDouble) value).isEmpty() ? null : ((OptionalDouble) value).getAsDouble(),
                    value -> OptionalDouble.of((Double) value)));

    private final Class<?> type;
    private final Kind kind;
    private final Codec content;

    /**
     * A codec.
     *
     * @param type one that {@link #content} knows
     * @param content the codec of what it holds
     */
    OptionalCodec(Class<?> type, Codec content) {
        this.type = type;
        this.kind = kind(type);
        this.content = content;
    }

    private static Kind kind(Class<?> type) {
        return Objects.requireNonNull(KINDS.get(type));
    }

    /** Whether a type is an Optional. */
    static boolean handles(Class<?> type) {
        return KINDS.containsKey(type);
    }

    /** What an Optional of a type holds. */
    static JavaType content(JavaType type) {
        Class<?> fixed = kind(type.raw()).content();
        return fixed == null ? type.argument(0) : JavaType.of(fixed);
    }

    @Override
    public ValueType wire() {
        return content.wire();
    }

    @Override
    public boolean isOptional() {
        return true;
    }

    @Override
    public @Nullable Object encode(@Nullable Object value) {
        if (value == null) {
            throw new MappingException("null where " + type.getSimpleName() + " is wanted; an empty one is not null");
        } else if (!type.isInstance(value)) {
            throw new MappingException(
                    value.getClass().getSimpleName() + " where " + type.getSimpleName() + " is wanted");
        }
        Object inside = kind.unwrap().apply(value);
        return inside == null ? null : content.encode(inside);
    }

    @Override
    public Object decode(@Nullable Object value, Received received) {
        Object inside = value == null ? null : content.decode(value, received);
        return inside == null ? kind.empty() : kind.wrap().apply(inside);
    }
}
