package io.thriftplugins;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the methods of an object that carry {@link PluginFunction} into functions. */
final class AnnotatedFunctions {

    private AnnotatedFunctions() {}

    /** The functions, in the order of their methods' names, since reflection keeps no order. */
    static List<FunctionDefinition> of(MethodHandles.Lookup lookup, Object target) {
        List<Method> methods = Arrays.stream(target.getClass().getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(PluginFunction.class))
                .sorted(Comparator.comparing(Method::getName))
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
        FunctionSignature signature =
                annotation.value().isEmpty() ? derive(method) : FunctionSignature.parse(annotation.value());
        Class<?>[] types = method.getParameterTypes();
        if (signature.parameters().size() != types.length) {
            throw invalid(
                    method,
                    "the signature has " + signature.parameters().size() + " parameters, the method has "
                            + types.length);
        }
        MethodHandle handle;
        try {
            handle = lookup.unreflect(method);
        } catch (IllegalAccessException e) {
            throw invalid(method, "the lookup may not call it; pass MethodHandles.lookup() of the class itself");
        }
        boolean isStatic = java.lang.reflect.Modifier.isStatic(method.getModifiers());
        MethodHandle bound = (isStatic ? handle : handle.bindTo(target)).asFixedArity();
        FunctionInfo info = new FunctionInfo(signature, annotation.description(), false, annotation.safe());
        return new FunctionDefinition(info, call -> invoke(bound, signature, types, call));
    }

    private static @Nullable Object invoke(
            MethodHandle method, FunctionSignature signature, Class<?>[] types, FunctionCall call) throws Exception {
        List<@Nullable Object> arguments = new ArrayList<>(types.length);
        for (int i = 0; i < types.length; i++) {
            try {
                arguments.add(JavaTypes.adapt(call.get(i), types[i]));
            } catch (IllegalArgumentException e) {
                throw new PluginException(
                        ErrorCode.INVALID_ARGUMENT,
                        "Function '" + signature.name() + "' got for '"
                                + signature.parameters().get(i).name() + "' " + e.getMessage());
            }
        }
        try {
            return method.invokeWithArguments(arguments);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    private static FunctionSignature derive(Method method) {
        List<FunctionParameter> parameters = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            if (!parameter.isNamePresent()) {
                throw invalid(
                        method, "its parameters' names are unknown; compile with -parameters or give a signature");
            }
            ValueType type = typeOf(method, parameter.getType());
            parameters.add(new FunctionParameter(parameter.getName(), type, false, null, false));
        }
        return new FunctionSignature(method.getName(), parameters, typeOf(method, method.getReturnType()));
    }

    private static ValueType typeOf(Method method, Class<?> javaType) {
        DataType type = JavaTypes.typeOf(javaType);
        if (type == null) {
            throw invalid(method, javaType.getName() + " is no type that can be sent; see io.thriftplugins.Values");
        }
        return ValueType.of(type);
    }

    private static PluginException invalid(Method method, String problem) {
        return new PluginException(ErrorCode.INVALID_SIGNATURE, "@PluginFunction on " + method + ": " + problem);
    }
}
