package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.Limit;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Sees to it that a plugin's functions have names of their own, and are no more than the host wants to keep. */
final class OfferedFunctions {

    private OfferedFunctions() {}

    /**
     * Checks new functions against each other, those that are there, and the limits.
     *
     * @throws PluginException with {@link ErrorCode#DUPLICATE_FUNCTION} that says which, or
     *     {@link ErrorCode#LIMIT_EXCEEDED}
     */
    static void check(String plugin, List<FunctionInfo> present, List<FunctionInfo> added, Limits limits) {
        if (present.size() + added.size() > limits.number(Limit.MAX_FUNCTIONS)) {
            throw tooMany(plugin, present.size() + added.size() + " functions", limits.text(Limit.MAX_FUNCTIONS));
        }
        long size = Stream.concat(present.stream(), added.stream())
                .mapToLong(OfferedFunctions::size)
                .sum();
        if (size > limits.get(Limit.MAX_REGISTRATION_BYTES)) {
            throw tooMany(plugin, size + " bytes of functions", limits.text(Limit.MAX_REGISTRATION_BYTES));
        }
        Set<String> names = new HashSet<>();
        present.forEach(function -> names.add(function.signature().wireName()));
        for (FunctionInfo function : added) {
            if (!names.add(function.signature().wireName())) {
                throw new PluginException(
                        ErrorCode.DUPLICATE_FUNCTION,
                        "The plugin '" + plugin + "' registers two functions '" + function.name()
                                + "'; give one of them another name, differing by more than case");
            }
        }
    }

    /** The least that a function takes. */
    private static long size(FunctionInfo function) {
        return (long) function.signature().name().length()
                + function.description().length();
    }

    private static PluginException tooMany(String plugin, String what, String limit) {
        return new PluginException(
                ErrorCode.LIMIT_EXCEEDED,
                "The plugin '" + plugin + "' registers " + what + " in all; the limit is " + limit);
    }
}
