package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionBody;
import io.thriftplugins.FunctionCall;
import io.thriftplugins.FunctionDefinition;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.FunctionSignature;
import io.thriftplugins.PluginException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The functions that this side offers, by name in any case. Safe for use by many threads. */
public final class FunctionTable {

    private final ConcurrentMap<String, FunctionDefinition> functions = new ConcurrentHashMap<>();
    private final String owner;

    /**
     * An empty table.
     *
     * @param owner whose functions they are, for messages
     */
    public FunctionTable(String owner) {
        this.owner = owner;
    }

    /**
     * Adds a function.
     *
     * @param function the function
     * @throws PluginException with {@link ErrorCode#DUPLICATE_FUNCTION} if the name is taken
     */
    public void add(FunctionDefinition function) {
        if (functions.putIfAbsent(function.info().signature().wireName(), function) != null) {
            throw new PluginException(
                    ErrorCode.DUPLICATE_FUNCTION,
                    "There is a function '" + function.info().name() + "' in " + owner
                            + " already; names differ by more than case");
        }
    }

    /**
     * Takes a function back.
     *
     * @param name its name, in any case
     */
    public void remove(String name) {
        functions.remove(name.toUpperCase(Locale.ROOT));
    }

    /**
     * The functions' descriptions.
     *
     * @param name the name to look for, in any case, or null for all
     * @return the descriptions, sorted by name
     */
    public List<FunctionInfo> list(@Nullable String name) {
        return functions.values().stream()
                .map(FunctionDefinition::info)
                .filter(info -> name == null || info.name().equalsIgnoreCase(name))
                .sorted(java.util.Comparator.comparing(info -> info.signature().wireName()))
                .toList();
    }

    /**
     * Runs a function on the calling thread.
     *
     * @param name the function's name, in any case
     * @param positional arguments in order
     * @param named arguments by name
     * @param caller who calls
     * @return the result
     * @throws PluginException with {@link ErrorCode#INVALID_FUNCTION} or {@link ErrorCode#INVALID_ARGUMENT}
     * @throws Exception what the function throws
     */
    public @Nullable Object call(
            String name, List<@Nullable Object> positional, Map<String, @Nullable Object> named, String caller)
            throws Exception {
        FunctionDefinition function = functions.get(name);
        if (function == null) {
            function = functions.get(name.toUpperCase(Locale.ROOT));
        }
        if (function == null) {
            throw new PluginException(
                    ErrorCode.INVALID_FUNCTION,
                    "There is no function '" + name.toLowerCase(Locale.ROOT) + "' in " + owner);
        }
        FunctionSignature signature = function.info().signature();
        FunctionBody body = function.body();
        return body.call(FunctionCall.of(signature, signature.bind(positional, named), caller));
    }
}
