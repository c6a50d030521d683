package io.thriftplugins.typed;

import io.thriftplugins.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A List, Collection or Set. What arrives is unmodifiable, in the order sent. */
final class CollectionCodec implements Codec {

    private final Class<?> type;
    private final Codec element;

    CollectionCodec(Class<?> type, Codec element) {
        this.type = type;
        this.element = element;
    }

    /** Whether a type is one of those that this codec is for. */
    static boolean handles(Class<?> type) {
        return type == List.class || type == Collection.class || type == Set.class;
    }

    @Override
    public ValueType wire() {
        return Elements.listOf(element);
    }

    @Override
    public @Nullable Object encode(@Nullable Object value) {
        if (value == null) {
            return null;
        } else if (!type.isInstance(value)) {
            throw new MappingException(
                    value.getClass().getSimpleName() + " where " + type.getSimpleName() + " is wanted");
        }
        List<@Nullable Object> elements = new ArrayList<>(((Collection<?>) value).size());
        for (Object each : (Collection<?>) value) {
            elements.add(Elements.encode(element, elements.size(), each));
        }
        return Collections.unmodifiableList(elements);
    }

    @Override
    public @Nullable Object decode(@Nullable Object value, Received received) {
        if (value == null) {
            return null;
        }
        List<?> arrived = Elements.list(value, type.getSimpleName());
        List<@Nullable Object> elements = new ArrayList<>(arrived.size());
        for (Object each : arrived) {
            elements.add(Elements.decode(element, elements.size(), each, received));
        }
        return type == Set.class
                ? Collections.unmodifiableSet(new LinkedHashSet<>(elements))
                : Collections.unmodifiableList(elements);
    }
}
