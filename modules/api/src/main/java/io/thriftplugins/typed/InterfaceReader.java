package io.thriftplugins.typed;

import io.thriftplugins.PluginException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads the methods of an interface. Abstract ones are functions; default ones run where they are called; static and
 * private ones are the interface's own affair. Used once for one interface.
 */
final class InterfaceReader {

    private final Class<?> type;
    private final Map<TypeVariable<?>, JavaType> variables;
    private final String place;
    private final TypeMapper types;
    private final Mistakes mistakes;

    /**
     * A reader.
     *
     * @param place what the interface is called, for mistakes
     */
    InterfaceReader(JavaType type, String place, TypeMapper types, Mistakes mistakes) {
        this.type = type.raw();
        this.variables = type.raw().isInterface() ? type.variables() : Map.of();
        this.place = place;
        this.types = types;
        this.mistakes = mistakes;
    }

    InterfaceModel read() {
        InterfaceName name = InterfaceName.of(type);
        String problem = name.problem();
        if (problem != null) {
            mistakes.add(place, problem);
        }
        if (!type.isInterface() || type.isAnnotation() || type.isSealed()) {
            mistakes.add(place, "it is no interface that a class could implement");
            return new InterfaceModel(type, name, List.of());
        }
        List<MethodModel> methods = new ArrayList<>();
        for (Map.Entry<String, List<Method>> each : byFunction().entrySet()) {
            if (each.getValue().size() > 1) {
                mistakes.add(
                        place,
                        "several methods would be the function '" + each.getKey() + "', give all but one another name: "
                                + each.getValue().stream()
                                        .map(InterfaceReader::describe)
                                        .toList());
            }
            methods.add(method(each.getKey(), each.getValue().get(0)));
        }
        if (methods.isEmpty()) {
            mistakes.add(place, "it has no methods that could be functions");
        }
        return new InterfaceModel(type, name, methods);
    }

    /** The methods by the names of their functions; more than one where a name is overloaded. */
    private Map<String, List<Method>> byFunction() {
        Map<String, List<Method>> functions = new TreeMap<>();
        for (Method method : sorted(type.getMethods())) {
            boolean called = !Modifier.isStatic(method.getModifiers()) && !isClose(method) && !isOfObject(method);
            if (called && !Modifier.isAbstract(method.getModifiers())) {
                checkDefault(method);
            } else if (called) {
                add(method, functions.computeIfAbsent(Names.of(method.getName()), ignored -> new ArrayList<>(1)));
            }
        }
        return functions;
    }

    /** Interfaces that this one extends may declare the same method; the result's most special type counts. */
    private static void add(Method method, List<Method> others) {
        for (int i = 0; i < others.size(); i++) {
            Method other = others.get(i);
            if (other.getName().equals(method.getName())
                    && Arrays.equals(other.getParameterTypes(), method.getParameterTypes())) {
                if (other.getReturnType().isAssignableFrom(method.getReturnType())) {
                    others.set(i, method);
                }
                return;
            }
        }
        others.add(method);
    }

    /** Reflection keeps no order. */
    private static List<Method> sorted(Method[] methods) {
        return Arrays.stream(methods)
                .sorted(Comparator.comparing(Method::getName).thenComparing(Method::toString))
                .toList();
    }

    private static String describe(Method method) {
        return method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .toList();
    }

    /** Releasing is the framework's, whatever the method is declared as. */
    private boolean isClose(Method method) {
        return AutoCloseable.class.isAssignableFrom(type)
                && method.getName().equals("close")
                && method.getParameterCount() == 0;
    }

    private static boolean isOfObject(Method method) {
        try {
            Object.class.getMethod(method.getName(), method.getParameterTypes());
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private void checkDefault(Method method) {
        try {
            Access.open(method);
        } catch (MappingException e) {
            mistakes.add(place + "." + method.getName(), "as it is a default method, " + e.getMessage());
        }
    }

    private MethodModel method(String name, Method method) {
        String here = place + "." + method.getName();
        if (InterfaceName.VERSIONED.matcher(name).matches()) {
            mistakes.add(here, "the function's name would be taken for one of another version; rename the method");
        }
        List<MethodModel.Parameter> parameters = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            String there = here + ", parameter '" + parameter.getName() + "'";
            Codec codec = codec(parameter.getParameterizedType(), false, there);
            boolean bytes = parameter.getType() == byte[].class;
            parameters.add(new MethodModel.Parameter(parameter.getName(), codec, parameter.isVarArgs() && !bytes));
        }
        MethodModel model = new MethodModel(
                method,
                name,
                parameters,
                result(method, here + ", result"),
                isAsync(method),
                DeclaredExceptions.of(method, here, mistakes));
        try {
            var unused = model.signature("");
        } catch (PluginException e) {
            mistakes.add(here, Objects.requireNonNull(e.getMessage()));
        }
        return model;
    }

    private Codec codec(Type declared, boolean result, String there) {
        JavaType resolved = types.resolve(declared, variables, there);
        return resolved == null ? Scalars.NOTHING : types.codec(resolved, result, there);
    }

    private static boolean isAsync(Method method) {
        return method.getReturnType() == CompletionStage.class || method.getReturnType() == CompletableFuture.class;
    }

    private Codec result(Method method, String there) {
        JavaType declared = types.resolve(method.getGenericReturnType(), variables, there);
        if (declared == null) {
            return Scalars.NOTHING;
        }
        JavaType result = isAsync(method) ? declared.argument(0) : declared;
        return result.raw() == void.class || result.raw() == Void.class
                ? Scalars.NOTHING
                : types.codec(result, true, there);
    }
}
