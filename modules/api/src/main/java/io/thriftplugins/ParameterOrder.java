package io.thriftplugins;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which parameters can follow which. Used once for one signature. */
final class ParameterOrder {

    /** Case-insensitive in the way of {@link String#equalsIgnoreCase}, by which arguments are matched. */
    private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    private boolean ended;

    /** Takes the next parameter; returns why it can't stand here, or null if it can. */
    @Nullable
    String add(FunctionParameter next) {
        if (ended) {
            return "the variadic parameter must be the last one";
        }
        ended = next.variadic();
        return names.add(next.name())
                ? null
                : "there are two parameters '" + next.name() + "'; names differ by more than case";
    }
}
