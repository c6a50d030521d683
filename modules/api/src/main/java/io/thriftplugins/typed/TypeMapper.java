package io.thriftplugins.typed;

import io.thriftplugins.ValueType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the codecs of Java types. What can't be sent is added to the mistakes, and gets a codec that is never used. Not
 * safe for use by many threads.
 */
final class TypeMapper {

    /**
     * What a type is used as.
     *
     * @param result whether it is (part of) a result, whose objects are handed over
     */
    private record Use(JavaType type, boolean result) {}

    private final Mistakes mistakes;
    private final Map<Use, Codec> known = new HashMap<>();

    TypeMapper(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /**
     * The codec of a type.
     *
     * @param result whether it is (part of) a result
     * @param place where it stands, for mistakes
     */
    Codec codec(JavaType type, boolean result, String place) {
        Class<?> raw = type.raw();
        Codec scalar = Scalars.find(raw);
        if (scalar != null) {
            return scalar;
        } else if (raw.isArray()) {
            return new ArrayCodec(raw.getComponentType(), codec(type.argument(0), result, place));
        } else if (raw.isEnum()) {
            return new EnumCodec(raw);
        } else if (OptionalCodec.handles(raw)) {
            return new OptionalCodec(raw, codec(OptionalCodec.content(type), result, place));
        } else if (CollectionCodec.handles(raw)) {
            return new CollectionCodec(raw, codec(type.argument(0), result, place));
        } else if (raw == Map.class) {
            return new MapCodec(codec(type.argument(0), result, place), codec(type.argument(1), result, place));
        }
        String problem = Unsupported.problem(raw);
        if (problem != null) {
            mistakes.add(place, type + " can't be sent; " + problem);
            return Scalars.NOTHING;
        }
        return composed(new Use(type, result), place);
    }

    /** Records and interfaces, which may contain themselves. */
    private Codec composed(Use use, String place) {
        Codec before = known.get(use);
        if (before != null) {
            return before;
        }
        Class<?> raw = use.type().raw();
        ValueType wire = raw.isRecord() ? RecordCodec.WIRE : CallbackCodec.wire(InterfaceName.of(raw));
        DeferredCodec deferred = new DeferredCodec(wire);
        known.put(use, deferred);
        Codec codec = raw.isRecord() ? record(use, place) : callback(use, place);
        deferred.set(codec);
        known.put(use, codec);
        return codec;
    }

    private Codec record(Use use, String place) {
        Class<?> raw = use.type().raw();
        Map<TypeVariable<?>, JavaType> variables = use.type().variables();
        List<RecordCodec.Component> components = new ArrayList<>();
        try {
            for (RecordComponent component : raw.getRecordComponents()) {
                JavaType type = JavaType.of(component.getGenericType(), variables);
                String inside = place + ", component '" + component.getName() + "' of " + raw.getSimpleName();
                components.add(new RecordCodec.Component(
                        component.getName(),
                        codec(type, use.result(), inside),
                        Handles.spread(Access.of(component.getAccessor()))));
            }
            Class<?>[] types = Arrays.stream(raw.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            return new RecordCodec(raw, components, Handles.spread(Access.of(raw.getDeclaredConstructor(types))));
        } catch (MappingException e) {
            mistakes.add(place, Objects.requireNonNull(e.getMessage()));
            return Scalars.NOTHING;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("A record without its constructor: " + raw, e);
        }
    }

    private Codec callback(Use use, String place) {
        if (use.result() && !AutoCloseable.class.isAssignableFrom(use.type().raw())) {
            mistakes.add(
                    place,
                    use.type() + " must extend AutoCloseable: a result is handed over, and released when it is closed");
        }
        return new CallbackCodec(model(use.type(), use.type().toString()));
    }

    /**
     * The model of an interface.
     *
     * @param place what it is called, for mistakes
     */
    InterfaceModel model(JavaType type, String place) {
        return new InterfaceReader(type, place, this, mistakes).read();
    }

    /** The codec of a type as reflection gives it; null, with a mistake, if it has variables that stand for nothing. */
    @Nullable
    JavaType resolve(java.lang.reflect.Type type, Map<TypeVariable<?>, JavaType> variables, String place) {
        try {
            return JavaType.of(type, variables);
        } catch (MappingException e) {
            mistakes.add(place, Objects.requireNonNull(e.getMessage()));
            return null;
        }
    }
}
