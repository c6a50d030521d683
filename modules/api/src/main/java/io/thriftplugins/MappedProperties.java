package io.thriftplugins;

import io.thriftplugins.typed.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The properties of a class, for {@link RowMapping}: how each is read, and how a record is made of them. */
final class MappedProperties<T> {

    private final Class<T> type;
    private final List<MappedProperty> properties;
    private final @Nullable MethodHandle constructor;

    /** Where the columns of the last rows read were found, since rows of one reading share the list. */
    private volatile Places places = new Places(List.of(), new int[0]);

    private MappedProperties(Class<T> type, List<MappedProperty> properties, @Nullable MethodHandle constructor) {
        this.type = type;
        this.properties = properties;
        this.constructor = constructor;
    }

    static <T> MappedProperties<T> of(MethodHandles.Lookup lookup, Class<T> type) {
        List<String> problems = new ArrayList<>();
        List<MappedProperty> properties = new ArrayList<>();
        for (Method getter : getters(type)) {
            try {
                properties.add(MappedProperty.of(lookup, getter, name(getter, type.isRecord())));
            } catch (IllegalArgumentException e) {
                problems.add(e.getMessage());
            }
        }
        MethodHandle constructor = type.isRecord() ? constructor(lookup, type, problems) : null;
        if (properties.isEmpty() && problems.isEmpty()) {
            problems.add("it has neither record components nor getters");
        }
        if (!problems.isEmpty()) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT,
                    type.getName() + " can't be mapped to columns: " + String.join("; ", problems));
        }
        return new MappedProperties<>(type, List.copyOf(properties), constructor);
    }

    /** Reflection keeps the order of a record's components, but of nothing else. */
    private static List<Method> getters(Class<?> type) {
        if (type.isRecord()) {
            return Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getAccessor)
                    .toList();
        }
        return Arrays.stream(type.getMethods())
                .filter(MappedProperties::isGetter)
                .sorted(Comparator.comparing(method -> name(method, false)))
                .toList();
    }

    private static boolean isGetter(Method method) {
        String name = method.getName();
        boolean named = (name.startsWith("get") && name.length() > 3)
                || (name.startsWith("is") && name.length() > 2 && method.getReturnType() == boolean.class);
        return named
                && method.getParameterCount() == 0
                && method.getReturnType() != void.class
                && !Modifier.isStatic(method.getModifiers())
                && !method.isBridge()
                && method.getDeclaringClass() != Object.class;
    }

    private static String name(Method getter, boolean record) {
        String name = getter.getName();
        if (record) {
            return name;
        }
        String bare = name.substring(name.startsWith("is") ? 2 : 3);
        return bare.substring(0, 1).toLowerCase(Locale.ROOT) + bare.substring(1);
    }

    private static @Nullable MethodHandle constructor(
            MethodHandles.Lookup lookup, Class<?> type, List<String> problems) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            return Handles.spread(lookup.findConstructor(type, MethodType.methodType(void.class, types)));
        } catch (ReflectiveOperationException e) {
            problems.add("the lookup may not make one; pass MethodHandles.lookup() of the class itself");
            return null;
        }
    }

    List<Column> columns() {
        return properties.stream().map(MappedProperty::column).toList();
    }

    void write(T object, RowWriter row) {
        for (int i = 0; i < properties.size(); i++) {
            properties.get(i).write(object, i, row);
        }
    }

    T read(Row row) {
        MethodHandle made = constructor;
        if (made == null) {
            throw new PluginException(
                    ErrorCode.NOT_SUPPORTED, type.getName() + " is no record; only records can be made of rows");
        }
        int[] indexes = places(row.columns());
        @Nullable Object[] values = new Object[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            values[i] = properties.get(i).adapt(row.get(indexes[i]));
        }
        try {
            return type.cast((Object) made.invokeExact(values));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new PluginException(ErrorCode.FUNCTION_FAILED, "The constructor of " + type.getName() + " failed", e);
        }
    }

    @SuppressWarnings("ReferenceEquality") // the very list, which is never changed
    private int[] places(List<Column> columns) {
        Places known = places;
        if (known.columns() != columns) {
            int[] indexes = properties.stream()
                    .mapToInt(
                            property -> Cells.indexOf(columns, property.column().name()))
                    .toArray();
            known = new Places(columns, indexes);
            places = known;
        }
        return known.indexes();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Places(List<Column> columns, int[] indexes) {}
}
