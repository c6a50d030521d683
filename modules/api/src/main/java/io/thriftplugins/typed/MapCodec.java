package io.thriftplugins.typed;

import io.thriftplugins.DataType;
import io.thriftplugins.ValueType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A Map. What arrives is unmodifiable, in the order sent. */
final class MapCodec implements Codec {

    private static final ValueType WIRE = ValueType.of(DataType.MAP);

    private final Codec key;
    private final Codec value;

    MapCodec(Codec key, Codec value) {
        this.key = key;
        this.value = value;
    }

    @Override
    public ValueType wire() {
        return WIRE;
    }

    @Override
    public @Nullable Object encode(@Nullable Object map) {
        return convert(map, key::encode, value::encode);
    }

    @Override
    public @Nullable Object decode(@Nullable Object map, Received received) {
        return convert(map, each -> key.decode(each, received), each -> value.decode(each, received));
    }

    @SuppressWarnings("NullAway") // keys and values may be null, on both sides
    private static @Nullable Object convert(
            @Nullable Object map, UnaryOperator<@Nullable Object> keys, UnaryOperator<@Nullable Object> values) {
        if (map == null) {
            return null;
        } else if (!(map instanceof Map<?, ?> entries)) {
            throw new MappingException(map.getClass().getSimpleName() + " where Map is wanted");
        } else {
            Map<@Nullable Object, @Nullable Object> converted = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                try {
                    converted.put(keys.apply(entry.getKey()), values.apply(entry.getValue()));
                } catch (MappingException e) {
                    throw e.in("key '" + entry.getKey() + "'");
                }
            }
            return Collections.unmodifiableMap(converted);
        }
    }
}
