package io.thriftplugins.typed;

import io.thriftplugins.ValueType;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Java array, of primitives or not: a list of its elements. Bytes are no such array. */
final class ArrayCodec implements Codec {

    private final Class<?> component;
    private final Codec element;

    ArrayCodec(Class<?> component, Codec element) {
        this.component = component;
        this.element = element;
    }

    @Override
    public ValueType wire() {
        return Elements.listOf(element);
    }

    @Override
    public @Nullable Object encode(@Nullable Object value) {
        if (value == null) {
            return null;
        } else if (!value.getClass().isArray()) {
            throw new MappingException(value.getClass().getSimpleName() + " where an array of "
                    + component.getSimpleName() + " is wanted");
        }
        int length = Array.getLength(value);
        List<@Nullable Object> elements = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            elements.add(Elements.encode(element, i, Array.get(value, i)));
        }
        return Collections.unmodifiableList(elements);
    }

    @Override
    public @Nullable Object decode(@Nullable Object value, Received received) {
        if (value == null) {
            return null;
        }
        List<?> elements = Elements.list(value, component.getSimpleName() + "[]");
        Object array = Array.newInstance(component, elements.size());
        for (int i = 0; i < elements.size(); i++) {
            Array.set(array, i, Elements.decode(element, i, elements.get(i), received));
        }
        return array;
    }
}
