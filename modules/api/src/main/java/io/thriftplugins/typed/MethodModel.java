package io.thriftplugins.typed;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.FunctionParameter;
import io.thriftplugins.FunctionSignature;
import io.thriftplugins.PluginException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A method, and the function that it is.
 *
 * @param method the method
 * @param name the function's name without any prefix
 * @param parameters how arguments travel
 * @param result how the result travels
 * @param async whether the result comes as a {@code CompletionStage}
 * @param exceptions those that travel as themselves
 */
record MethodModel(
        Method method,
        String name,
        List<Parameter> parameters,
        Codec result,
        boolean async,
        DeclaredExceptions exceptions) {

    /**
     * A parameter.
     *
     * @param variadic whether it takes the rest of the positional arguments
     */
    record Parameter(String name, Codec codec, boolean variadic) {

        private FunctionParameter signature() {
            return new FunctionParameter(name, codec.wire(), codec.isOptional(), null, variadic);
        }
    }

    /**
     * How the function is called.
     *
     * @throws PluginException if two parameters have the same name
     */
    FunctionSignature signature(String prefix) {
        return new FunctionSignature(
                prefix + name, parameters.stream().map(Parameter::signature).toList(), result.wire());
    }

    FunctionInfo info(String prefix) {
        return new FunctionInfo(
                signature(prefix), method.getDeclaringClass().getSimpleName() + "." + method.getName(), false, false);
    }

    /** The arguments of a call, ready to be sent in this order. */
    List<@Nullable Object> encode(@Nullable Object[] arguments) {
        List<@Nullable Object> sent = new ArrayList<>(arguments.length);
        for (int i = 0; i < arguments.length; i++) {
            Parameter parameter = parameters.get(i);
            try {
                Object value = parameter.codec.encode(arguments[i]);
                if (parameter.variadic) {
                    sent.addAll((List<?>) Objects.requireNonNull(value, "a variadic argument is an array, not null"));
                } else {
                    sent.add(value);
                }
            } catch (MappingException e) {
                throw refused(parameter, e);
            }
        }
        return Collections.unmodifiableList(sent);
    }

    /**
     * The arguments of a call that arrived.
     *
     * @param arrived one for each parameter
     */
    @Nullable
    Object[] decode(List<@Nullable Object> arrived, Received received) {
        @Nullable Object[] arguments = new Object[parameters.size()];
        for (int i = 0; i < arguments.length; i++) {
            try {
                arguments[i] = parameters.get(i).codec.decode(arrived.get(i), received);
            } catch (MappingException e) {
                throw refused(parameters.get(i), e);
            }
        }
        return arguments;
    }

    private PluginException refused(Parameter parameter, MappingException e) {
        return new PluginException(
                ErrorCode.INVALID_ARGUMENT,
                "Function '" + name + "' got for '" + parameter.name + "' " + e.getMessage(),
                e.getCause());
    }
}
