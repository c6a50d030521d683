package io.thriftplugins.example.sql;

import io.thriftplugins.CallRequest;
import io.thriftplugins.FunctionParameter;
import io.thriftplugins.FunctionSignature;
import io.thriftplugins.ValueType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.jspecify.annotations.Nullable;

/** A signature's parameters in SQL, and how its arguments become a call. */
final class Parameters {

    /** SQL has no variadic functions: the last parameter of such a one is this many optional ones. */
    private static final int VARIADIC = 8;

    private final FunctionSignature signature;
    private final BiFunction<ValueType, RelDataTypeFactory, RelDataType> typing;
    private final List<org.apache.calcite.schema.FunctionParameter> all = new ArrayList<>();

    /**
     * Reads them.
     *
     * @param signature the function's
     * @param typing which type a parameter has in SQL
     */
    Parameters(FunctionSignature signature, BiFunction<ValueType, RelDataTypeFactory, RelDataType> typing) {
        this.signature = signature;
        this.typing = typing;
        for (FunctionParameter parameter : signature.parameters()) {
            if (!parameter.variadic()) {
                add(parameter.name(), parameter, parameter.optional());
                continue;
            }
            for (int i = 1; i <= VARIADIC; i++) {
                add(parameter.name() + i, parameter, true);
            }
        }
    }

    private void add(String name, FunctionParameter parameter, boolean optional) {
        all.add(new Parameter(all.size(), name, optional, types -> typing.apply(parameter.type(), types)));
    }

    List<org.apache.calcite.schema.FunctionParameter> all() {
        return all;
    }

    /**
     * The call with these arguments, without those that were left out.
     *
     * @param arguments one for each of {@link #all()}
     * @param leftOut tells which were left out
     * @param converter makes the others values for the plugin
     */
    CallRequest call(
            List<? extends @Nullable Object> arguments, Predicate<@Nullable Object> leftOut, Converter converter) {
        List<@Nullable Object> positional = new ArrayList<>();
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        boolean complete = true;
        for (int i = 0; i < arguments.size(); i++) {
            FunctionParameter parameter = signature
                    .parameters()
                    .get(Math.min(i, signature.parameters().size() - 1));
            Object argument = arguments.get(i);
            if (parameter.optional() && leftOut.test(argument)) {
                complete = complete && parameter.variadic();
                continue;
            }
            Object value = absolute(converter.convert(argument, parameter), parameter);
            if (complete) {
                positional.add(value);
            } else {
                named.put(parameter.name(), value);
            }
        }
        CallRequest call = CallRequest.of(signature.name(), positional.toArray());
        for (Map.Entry<String, @Nullable Object> argument : named.entrySet()) {
            call = call.withNamed(argument.getKey(), argument.getValue());
        }
        return call;
    }

    /**
     * A plugin may run in a directory of its own, where a relative path would lead it astray. A path is a text like any
     * other; but a parameter of this name is one in every plugin that reads files.
     */
    private static @Nullable Object absolute(@Nullable Object value, FunctionParameter parameter) {
        return value instanceof String text
                        && parameter.name().toLowerCase(Locale.ROOT).equals("path")
                ? Path.of(text).toAbsolutePath().normalize().toString()
                : value;
    }

    /** Makes an argument of Calcite's a plugin's. */
    @FunctionalInterface
    interface Converter {
        @Nullable
        Object convert(@Nullable Object argument, FunctionParameter parameter);
    }

    private record Parameter(int ordinal, String name, boolean optional, Function<RelDataTypeFactory, RelDataType> type)
            implements org.apache.calcite.schema.FunctionParameter {

        @Override
        public int getOrdinal() {
            return ordinal;
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public RelDataType getType(RelDataTypeFactory types) {
            return type.apply(types);
        }

        @Override
        public boolean isOptional() {
            return optional;
        }
    }
}
