package io.thriftplugins.typed;

import io.thriftplugins.ValueType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Stands for the codec of a type that contains itself, until that one is made. */
final class DeferredCodec implements Codec {

    private final ValueType wire;
    private @Nullable Codec actual;

    DeferredCodec(ValueType wire) {
        this.wire = wire;
    }

    /** Now it is made; before anybody but its maker sees this one. */
    void set(Codec codec) {
        actual = codec;
    }

    private Codec actual() {
        return Objects.requireNonNull(actual);
    }

    @Override
    public ValueType wire() {
        return wire;
    }

    @Override
    public @Nullable Object encode(@Nullable Object value) {
        return actual().encode(value);
    }

    @Override
    public @Nullable Object decode(@Nullable Object value, Received received) {
        return actual().decode(value, received);
    }
}
