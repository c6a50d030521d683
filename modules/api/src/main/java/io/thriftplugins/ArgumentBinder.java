package io.thriftplugins;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Matches the arguments of a call with the parameters of a signature. */
final class ArgumentBinder {

    private final FunctionSignature signature;

    ArgumentBinder(FunctionSignature signature) {
        this.signature = signature;
    }

    List<@Nullable Object> bind(
            List<? extends @Nullable Object> positional, Map<String, ? extends @Nullable Object> named) {
        List<FunctionParameter> parameters = signature.parameters();
        List<@Nullable Object> values = new ArrayList<>(parameters.size());
        int next = 0;
        Set<String> used = named.isEmpty() ? Set.of() : new HashSet<>();
        for (FunctionParameter parameter : parameters) {
            if (parameter.variadic()) {
                List<@Nullable Object> rest = new ArrayList<>(positional.size() - next);
                while (next < positional.size()) {
                    rest.add(converted(parameter, positional.get(next++)));
                }
                values.add(Collections.unmodifiableList(rest));
            } else if (next < positional.size()) {
                values.add(converted(parameter, positional.get(next++)));
            } else {
                values.add(namedOrDefault(parameter, named, used));
            }
        }
        if (next < positional.size()) {
            throw error("takes " + parameters.size() + " arguments but got " + positional.size());
        }
        for (String name : named.keySet()) {
            if (!used.contains(name)) {
                throw error("has no parameter '" + name + "', or it was given by position already");
            }
        }
        return values;
    }

    private @Nullable Object namedOrDefault(
            FunctionParameter parameter, Map<String, ? extends @Nullable Object> named, Set<String> used) {
        for (Map.Entry<String, ? extends @Nullable Object> entry : named.entrySet()) {
            if (entry.getKey().equalsIgnoreCase(parameter.name())) {
                used.add(entry.getKey());
                return converted(parameter, entry.getValue());
            }
        }
        if (!parameter.optional()) {
            throw error("needs the argument '" + parameter.name() + "' (" + parameter.type() + ")");
        }
        return parameter.defaultValue();
    }

    private @Nullable Object converted(FunctionParameter parameter, @Nullable Object value) {
        try {
            return convert(parameter.type(), value);
        } catch (IllegalArgumentException e) {
            throw error("argument '" + parameter.name() + "' is " + e.getMessage());
        }
    }

    private PluginException error(String problem) {
        return new PluginException(
                ErrorCode.INVALID_ARGUMENT,
                "Function '" + signature.name() + "' " + problem + "; its signature is " + signature);
    }

    /**
     * Gives a value the type that a parameter wants, where that loses nothing.
     *
     * @throws IllegalArgumentException "TYPE where TYPE is wanted" if the value has another type
     */
    static @Nullable Object convert(ValueType wanted, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (wanted.array()) {
            if (!(value instanceof Collection<?> elements)) {
                throw mismatch(wanted, value);
            }
            ValueType elementType = new ValueType(wanted.type(), false, wanted.objectName());
            List<@Nullable Object> converted = new ArrayList<>(elements.size());
            for (Object element : elements) {
                converted.add(convert(elementType, element));
            }
            return Collections.unmodifiableList(converted);
        }
        DataType actual = Values.typeOf(value);
        DataType type = wanted.type();
        if (type == actual || type == DataType.ANY) {
            return value;
        } else if (type == DataType.FLOAT && value instanceof Number number && actual == DataType.INTEGER) {
            return number.doubleValue();
        } else if (type == DataType.NUMERIC && actual == DataType.INTEGER) {
            return new BigDecimal(value.toString());
        } else if (type == DataType.STRING && value instanceof Json json) {
            return json.text();
        }
        throw mismatch(wanted, value);
    }

    private static IllegalArgumentException mismatch(ValueType wanted, Object value) {
        String actual =
                value instanceof Json ? "json" : Values.typeOf(value).name().toLowerCase(Locale.ROOT);
        return new IllegalArgumentException(actual + " where " + wanted + " is wanted");
    }
}
