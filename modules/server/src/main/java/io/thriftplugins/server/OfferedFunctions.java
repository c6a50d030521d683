package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.Limit;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The functions of one plugin. Sees to it that they have names of their own, and are no more than the host wants to
 * keep. Safe for use by many threads.
 */
final class OfferedFunctions {

    private final String plugin;
    private final Limits limits;
    private final List<FunctionInfo> all = new CopyOnWriteArrayList<>();

    /** Guarded by this. */
    private final Set<String> names = new HashSet<>();

    /** Guarded by this: what all of them take. */
    private long size;

    /** No functions as yet. */
    OfferedFunctions(String plugin, Limits limits) {
        this.plugin = plugin;
        this.limits = limits;
    }

    /**
     * Adds functions, or none of them.
     *
     * @throws PluginException with {@link ErrorCode#DUPLICATE_FUNCTION} that says which, or
     *     {@link ErrorCode#LIMIT_EXCEEDED}
     */
    synchronized void add(List<FunctionInfo> added) {
        int count = all.size() + added.size();
        if (count > limits.number(Limit.MAX_FUNCTIONS)) {
            throw tooMany(count + " functions", Limit.MAX_FUNCTIONS);
        }
        long newSize = size + added.stream().mapToLong(OfferedFunctions::size).sum();
        if (newSize > limits.get(Limit.MAX_REGISTRATION_BYTES)) {
            throw tooMany(newSize + " bytes of functions", Limit.MAX_REGISTRATION_BYTES);
        }
        Set<String> newNames = new HashSet<>();
        for (FunctionInfo function : added) {
            String name = function.signature().wireName();
            if (names.contains(name) || !newNames.add(name)) {
                throw new PluginException(
                        ErrorCode.DUPLICATE_FUNCTION,
                        "The plugin '" + plugin + "' registers two functions '" + function.name()
                                + "'; give one of them another name, differing by more than case");
            }
        }
        size = newSize;
        names.addAll(newNames);
        all.addAll(added);
    }

    /** A copy, in the order in which they were added. */
    List<FunctionInfo> all() {
        return List.copyOf(all);
    }

    /** Its text: parameters may be the larger part of a function by far. */
    private static long size(FunctionInfo function) {
        return (long) function.signature().wireText().length()
                + function.description().length();
    }

    private PluginException tooMany(String what, Limit limit) {
        return new PluginException(
                ErrorCode.LIMIT_EXCEEDED,
                "The plugin '" + plugin + "' registers " + what + " in all; the limit is " + limits.text(limit));
    }
}
