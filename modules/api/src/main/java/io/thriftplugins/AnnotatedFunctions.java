package io.thriftplugins;

import io.thriftplugins.typed.Handles;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the methods of an object that carry {@link PluginFunction} into functions. */
final class AnnotatedFunctions {

    private AnnotatedFunctions() {}

    /** The functions, in the order of their methods' names and descriptors, since reflection keeps no order. */
    static List<FunctionDefinition> of(MethodHandles.Lookup lookup, Object target) {
        // A bridge carries the annotations of the method that it leads to.
        List<Method> methods = Arrays.stream(target.getClass().getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(PluginFunction.class) && !method.isBridge())
                .sorted(Comparator.comparing(Method::getName).thenComparing(Method::toString))
                .toList();
        if (methods.isEmpty()) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT,
                    target.getClass().getName() + " declares no method annotated with @PluginFunction");
        }
        return methods.stream().map(method -> define(lookup, target, method)).toList();
    }

    private static FunctionDefinition define(MethodHandles.Lookup lookup, Object target, Method method) {
        PluginFunction annotation = method.getAnnotation(PluginFunction.class);
        FunctionSignature signature = annotation.value().isEmpty() ? derive(method) : given(method, annotation.value());
        MethodHandle handle;
        try {
            handle = lookup.unreflect(method);
        } catch (IllegalAccessException e) {
            throw invalid(method, "the lookup may not call it; pass MethodHandles.lookup() of the class itself");
        }
        Class<?>[] types = method.getParameterTypes();
        MethodHandle bound = Modifier.isStatic(method.getModifiers()) ? handle : handle.bindTo(target);
        MethodHandle spread = Handles.spread(bound);
        FunctionInfo info = new FunctionInfo(signature, annotation.description(), false, annotation.safe());
        return new FunctionDefinition(info, call -> invoke(spread, types, call));
    }

    private static @Nullable Object invoke(MethodHandle method, Class<?>[] types, FunctionCall call) throws Exception {
        @Nullable Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            try {
                arguments[i] = JavaTypes.adapt(call.get(i), types[i]);
            } catch (IllegalArgumentException e) {
                throw new PluginException(
                        ErrorCode.INVALID_ARGUMENT,
                        "Function '" + call.signature().name() + "' got for '"
                                + call.signature().parameters().get(i).name() + "' " + e.getMessage());
            }
        }
        return Handles.invoke(method, arguments);
    }

    private static FunctionSignature given(Method method, String text) {
        FunctionSignature signature;
        try {
            signature = FunctionSignature.parse(text);
        } catch (PluginException e) {
            throw invalid(method, e.getMessage());
        }
        List<FunctionParameter> parameters = signature.parameters();
        Class<?>[] types = method.getParameterTypes();
        if (parameters.size() != types.length) {
            throw invalid(
                    method,
                    "the signature " + signature + " has " + parameters.size() + " parameters, the method "
                            + types.length);
        }
        for (int i = 0; i < types.length; i++) {
            if (!JavaTypes.fits(parameters.get(i), types[i])) {
                throw invalid(
                        method,
                        "the parameter '" + parameters.get(i) + "' doesn't fit the method's, which is a "
                                + types[i].getTypeName());
            }
        }
        return signature;
    }

    private static FunctionSignature derive(Method method) {
        List<FunctionParameter> parameters = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            if (!parameter.isNamePresent()) {
                throw invalid(
                        method, "its parameters' names are unknown; compile with -parameters or give a signature");
            }
            ValueType type = known(method, parameter.getType(), JavaTypes.ofParameter(parameter.getType()));
            parameters.add(new FunctionParameter(parameter.getName(), type, false, null, parameter.isVarArgs()));
        }
        ValueType result = known(method, method.getReturnType(), JavaTypes.ofResult(method.getReturnType()));
        return new FunctionSignature(method.getName(), parameters, result);
    }

    private static ValueType known(Method method, Class<?> javaType, @Nullable ValueType type) {
        if (type == null) {
            throw invalid(method, javaType.getTypeName() + " is no type that can be sent; see io.thriftplugins.Values");
        }
        return type;
    }

    private static PluginException invalid(Method method, @Nullable String problem) {
        return new PluginException(ErrorCode.INVALID_SIGNATURE, "@PluginFunction on " + method + ": " + problem);
    }
}
