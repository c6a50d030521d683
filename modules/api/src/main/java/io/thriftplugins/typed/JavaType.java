package io.thriftplugins.typed;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A Java type without variables: {@code Map<String, List<Point>>}.
 *
 * @param raw the class
 * @param arguments its type arguments; of an array its component; none of a raw type
 */
record JavaType(Class<?> raw, List<JavaType> arguments) {

    private static final JavaType OBJECT = new JavaType(Object.class, List.of());

    /** A class; a generic one is raw. */
    static JavaType of(Class<?> type) {
        return new JavaType(type, type.isArray() ? List.of(of(type.getComponentType())) : List.of());
    }

    /**
     * A type as reflection gives it.
     *
     * @param variables what its variables stand for
     * @throws MappingException if it has a variable that stands for nothing
     */
    static JavaType of(Type type, Map<TypeVariable<?>, JavaType> variables) {
        if (type instanceof Class<?> plain) {
            return of(plain);
        } else if (type instanceof ParameterizedType generic) {
            List<JavaType> arguments = Arrays.stream(generic.getActualTypeArguments())
                    .map(argument -> of(argument, variables))
                    .toList();
            return new JavaType((Class<?>) generic.getRawType(), arguments);
        } else if (type instanceof GenericArrayType array) {
            JavaType component = of(array.getGenericComponentType(), variables);
            return new JavaType(Array.newInstance(component.raw, 0).getClass(), List.of(component));
        } else if (type instanceof WildcardType wildcard) {
            Type[] lower = wildcard.getLowerBounds();
            return of(lower.length > 0 ? lower[0] : wildcard.getUpperBounds()[0], variables);
        }
        JavaType known = type instanceof TypeVariable<?> variable ? variables.get(variable) : null;
        if (known == null) {
            throw new MappingException("the type variable " + type + " stands for no type here");
        }
        return known;
    }

    /** A type argument; of a raw type anything. */
    JavaType argument(int index) {
        return arguments.isEmpty() ? OBJECT : arguments.get(index);
    }

    /** What the variables of the type, and of all interfaces that it extends, stand for. */
    Map<TypeVariable<?>, JavaType> variables() {
        Map<TypeVariable<?>, JavaType> variables = new HashMap<>();
        addVariables(variables);
        return variables;
    }

    private void addVariables(Map<TypeVariable<?>, JavaType> variables) {
        TypeVariable<?>[] own = raw.getTypeParameters();
        for (int i = 0; i < own.length; i++) {
            variables.put(own[i], argument(i));
        }
        for (Type extended : raw.getGenericInterfaces()) {
            of(extended, variables).addVariables(variables);
        }
    }

    /** As it is written, without packages. */
    @Override
    public String toString() {
        return raw.isArray() || arguments.isEmpty()
                ? raw.getSimpleName()
                : raw.getSimpleName()
                        + arguments.stream().map(JavaType::toString).collect(Collectors.joining(", ", "<", ">"));
    }
}
