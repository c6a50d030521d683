package io.thriftplugins.typed;

import io.thriftplugins.DataType;
import io.thriftplugins.ValueType;
import java.lang.invoke.MethodHandle;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record: a map from its components' names to their values. Of what arrives, keys without a component are left out,
 * and a component without a key gets null, so that records may grow.
 */
final class RecordCodec implements Codec {

    static final ValueType WIRE = ValueType.of(DataType.MAP);

    /**
     * One component.
     *
     * @param getter takes the record as {@link Handles#spread} has it
     */
    record Component(String name, Codec codec, MethodHandle getter) {}

    private final Class<?> type;
    private final List<Component> components;
    private final MethodHandle constructor;

    /**
     * A codec.
     *
     * @param constructor the canonical one, as {@link Handles#spread} has it
     */
    RecordCodec(Class<?> type, List<Component> components, MethodHandle constructor) {
        this.type = type;
        this.components = List.copyOf(components);
        this.constructor = constructor;
    }

    @Override
    public ValueType wire() {
        return WIRE;
    }

    @Override
    public @Nullable Object encode(@Nullable Object value) {
        if (value == null) {
            return null;
        } else if (!type.isInstance(value)) {
            throw new MappingException(
                    value.getClass().getSimpleName() + " where " + type.getSimpleName() + " is wanted");
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Component component : components) {
            try {
                map.put(component.name(), component.codec().encode(get(component, value)));
            } catch (MappingException e) {
                throw e.in(place(component));
            }
        }
        return Collections.unmodifiableMap(map);
    }

    private static @Nullable Object get(Component component, Object value) {
        try {
            return Handles.invoke(component.getter(), new Object[] {value});
        } catch (Exception e) {
            throw new MappingException("its getter failed: " + e, e);
        }
    }

    @Override
    public @Nullable Object decode(@Nullable Object value, Received received) {
        if (value == null) {
            return null;
        } else if (!(value instanceof Map<?, ?> map)) {
            throw new MappingException(
                    value.getClass().getSimpleName() + " where " + type.getSimpleName() + " is wanted, as a map");
        } else {
            @Nullable Object[] values = new Object[components.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = decode(components.get(i), map, received);
            }
            try {
                return Handles.invoke(constructor, values);
            } catch (Exception e) {
                throw new MappingException("the constructor of " + type.getSimpleName() + " refuses it: " + e, e);
            }
        }
    }

    private @Nullable Object decode(Component component, Map<?, ?> map, Received received) {
        try {
            return component.codec().decode(map.get(component.name()), received);
        } catch (MappingException e) {
            throw e.in(place(component) + (map.containsKey(component.name()) ? "" : ", which is missing"));
        }
    }

    private String place(Component component) {
        return "component '" + component.name() + "' of " + type.getSimpleName();
    }
}
