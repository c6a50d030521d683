package io.thriftplugins;

import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a function.
 *
 * @param name its name, as written
 * @param type its type; of each element if variadic, so that {@code ...a: any} and {@code ...a: any[]} are the same
 * @param optional whether a call may leave it out; a variadic parameter always is
 * @param defaultValue what an optional parameter gets when it is left out, possibly null
 * @param variadic whether it takes all remaining positional arguments as a list; only the last parameter may
 */
public record FunctionParameter(
        String name,
        ValueType type,
        boolean optional,
        @Nullable Object defaultValue,
        boolean variadic) {

    /**
     * Checks that signatures can write the parameter, and converts the default to its type.
     *
     * @throws PluginException with {@link ErrorCode#INVALID_SIGNATURE} if they can't, or if the default is of another
     *     type
     */
    public FunctionParameter {
        Objects.requireNonNull(type, "type");
        SignatureNames.check(name);
        if (type.type() == DataType.VOID) {
            throw invalid(name, "can't be void");
        }
        if (defaultValue != null && (variadic || !optional)) {
            throw invalid(name, "has a default, so it must be optional and not variadic");
        }
        try {
            defaultValue = SignatureLiteral.checked(type, defaultValue);
        } catch (IllegalArgumentException e) {
            throw invalid(name, "has a default that is " + e.getMessage());
        }
        if (variadic) {
            optional = true;
            type = type.element();
        }
    }

    private static PluginException invalid(String name, String problem) {
        return new PluginException(ErrorCode.INVALID_SIGNATURE, "Parameter '" + name + "' " + problem);
    }

    @Override
    public String toString() {
        return text(SignatureNames::quoted);
    }

    String text(UnaryOperator<String> names) {
        // Hosts of the contract refuse a variadic parameter without brackets.
        return (variadic ? "..." : "")
                + names.apply(name)
                + (optional && defaultValue == null && !variadic ? "?" : "")
                + ": "
                + type.text(names)
                + (variadic ? "[]" : "")
                + (defaultValue == null ? "" : " = " + SignatureLiteral.print(defaultValue));
    }
}
