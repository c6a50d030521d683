package io.thriftplugins;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a function.
 *
 * @param name its name, as written
 * @param type its type; of each element if variadic
 * @param optional whether a call may leave it out
 * @param defaultValue what an optional parameter gets when it is left out, possibly null
 * @param variadic whether it takes all remaining positional arguments as a list; only the last parameter may
 */
public record FunctionParameter(
        String name,
        ValueType type,
        boolean optional,
        @Nullable Object defaultValue,
        boolean variadic) {

    /** Checks that name and type are there. */
    public FunctionParameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
    }

    @Override
    public String toString() {
        return (variadic ? "..." : "")
                + SignatureNames.quoted(name)
                + (optional && defaultValue == null && !variadic ? "?" : "")
                + ": "
                + type
                + (defaultValue == null ? "" : " = " + SignatureNames.literal(defaultValue));
    }
}
