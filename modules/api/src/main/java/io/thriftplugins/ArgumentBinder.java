package io.thriftplugins;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
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
            String arguments = parameters.size() == 1 ? " argument" : " arguments";
            throw error("takes " + parameters.size() + arguments + " but got " + positional.size());
        }
        if (used.size() < named.size()) {
            throw superfluous(named, used);
        }
        return values;
    }

    /** Says of the first named argument that no parameter took why it did not. */
    private PluginException superfluous(Map<String, ?> named, Set<String> used) {
        for (String name : named.keySet()) {
            if (used.contains(name)) {
                continue;
            }
            for (FunctionParameter parameter : signature.parameters()) {
                if (parameter.name().equalsIgnoreCase(name)) {
                    boolean twice = used.stream().anyMatch(name::equalsIgnoreCase);
                    return error("got the argument '" + name + "' "
                            + (parameter.variadic()
                                    ? "by name, but it is variadic and takes positional arguments only"
                                    : twice ? "twice, by names that differ in case" : "by position and by name"));
                }
            }
            return error("has no parameter '" + name + "'");
        }
        throw new IllegalStateException("Every named argument was taken");
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
        DataType actual = Values.find(value);
        DataType type = wanted.type();
        if (wanted.array()) {
            if (actual == DataType.ARRAY) {
                return convertElements(wanted.element(), (Collection<?>) Values.arriving(value));
            }
        } else if (actual != null && (type == actual || type == DataType.ANY)) {
            return Values.arriving(value);
        } else if (type == DataType.FLOAT && actual == DataType.INTEGER) {
            return exactFloat(wanted, value);
        } else if (type == DataType.NUMERIC && actual == DataType.INTEGER) {
            return new BigDecimal(value.toString());
        } else if (type == DataType.STRING && value instanceof Json json) {
            return json.text();
        }
        throw new IllegalArgumentException(nameOf(value, actual) + " where " + wanted + " is wanted");
    }

    private static List<@Nullable Object> convertElements(ValueType wanted, Collection<?> elements) {
        List<@Nullable Object> converted = new ArrayList<>(elements.size());
        for (Object element : elements) {
            converted.add(convert(wanted, element));
        }
        return Collections.unmodifiableList(converted);
    }

    private static Double exactFloat(ValueType wanted, Object integer) {
        BigDecimal exact = new BigDecimal(integer.toString());
        double converted = exact.doubleValue();
        if (Double.isInfinite(converted) || new BigDecimal(converted).compareTo(exact) != 0) {
            throw new IllegalArgumentException(
                    integer + " where " + wanted + " is wanted, which holds whole numbers up to 2^53 only");
        }
        return converted;
    }

    private static String nameOf(Object value, @Nullable DataType type) {
        if (type == null) {
            return value.getClass().getName();
        }
        return value instanceof Json ? "json" : type.typeName();
    }
}
