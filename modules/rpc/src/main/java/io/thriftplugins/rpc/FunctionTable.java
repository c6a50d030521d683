package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionCall;
import io.thriftplugins.FunctionDefinition;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.FunctionSignature;
import io.thriftplugins.PluginException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The functions that this side offers, by name in any case. Safe for use by many threads. */
public final class FunctionTable {

    private final ConcurrentMap<String, Entry> functions = new ConcurrentHashMap<>();
    private final AtomicLong added = new AtomicLong();
    private final String owner;

    /** A function, and the how manyth it was to be added. */
    private record Entry(long number, FunctionDefinition function) {
        FunctionInfo info() {
            return function.info();
        }
    }

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
        Entry entry = new Entry(added.incrementAndGet(), function);
        if (functions.putIfAbsent(function.info().signature().wireName(), entry) != null) {
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
                .map(Entry::info)
                .filter(info -> name == null || info.name().equalsIgnoreCase(name))
                .sorted(Comparator.comparing(info -> info.signature().wireName()))
                .toList();
    }

    /**
     * The functions' descriptions, as people read them best.
     *
     * @return the descriptions, in the order in which the functions were added
     */
    public List<FunctionInfo> inOrder() {
        return functions.values().stream()
                .sorted(Comparator.comparingLong(Entry::number))
                .map(Entry::info)
                .toList();
    }

    /**
     * Runs a function on the calling thread. From then on the arguments are the function's, also if it fails.
     *
     * @param name the function's name, in any case
     * @param arguments its arguments
     * @param caller who calls
     * @return the result
     * @throws PluginException with {@link ErrorCode#INVALID_FUNCTION} or {@link ErrorCode#INVALID_ARGUMENT}
     * @throws Exception what the function throws
     */
    public @Nullable Object call(String name, CallArguments arguments, String caller) throws Exception {
        Entry entry = functions.get(name);
        if (entry == null) {
            entry = functions.get(name.toUpperCase(Locale.ROOT));
        }
        if (entry == null) {
            throw new PluginException(
                    ErrorCode.INVALID_FUNCTION,
                    "There is no function '" + name.toLowerCase(Locale.ROOT) + "' in " + owner);
        }
        FunctionSignature signature = entry.info().signature();
        FunctionCall call = FunctionCall.of(signature, arguments.bind(signature), caller);
        return entry.function().body().call(call);
    }
}
