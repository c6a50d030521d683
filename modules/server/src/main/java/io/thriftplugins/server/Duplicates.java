package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.PluginException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sees to it that a plugin's functions have names of their own. */
final class Duplicates {

    private Duplicates() {}

    /**
     * Checks new functions against each other and those that are there.
     *
     * @throws PluginException with {@link ErrorCode#DUPLICATE_FUNCTION} that says which
     */
    static void check(String plugin, List<FunctionInfo> present, List<FunctionInfo> added) {
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
}
