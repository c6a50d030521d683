package io.thriftplugins.example.sql;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.RowSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The row sets of one statement: a call that it makes several times, or that Calcite looks at several times, is one
 * table. Used by one thread at a time; what {@link #close} finds open is closed.
 */
final class QueryScope implements AutoCloseable {

    private final Map<Call, RowSetTable> tables = new HashMap<>();
    private final List<RowSet> open = new ArrayList<>();

    /** What a function returns for these arguments, as a table. */
    RowSetTable table(PluginHandle plugin, CallRequest call) {
        RowSetTable known = tables.get(new Call(plugin.name(), call));
        if (known == null) {
            known = new RowSetTable(this, tables.size(), plugin, call, call(plugin, call));
            tables.put(new Call(plugin.name(), call), known);
        }
        return known;
    }

    /** Calls the function. */
    RowSet call(PluginHandle plugin, CallRequest call) {
        Object result = plugin.call(call);
        if (result instanceof RowSet rows) {
            open.add(rows);
            return rows;
        }
        throw new PluginException(
                ErrorCode.INVALID_ARGUMENT,
                "The function " + call.function() + " of the plugin '" + plugin.name() + "' returned "
                        + (result == null ? "null" : "no row set") + ", so it can't stand in FROM");
    }

    /** For a row set that nobody reads any more. */
    void release(RowSet rows) {
        open.remove(rows);
        rows.close();
    }

    /** Releases all, whether or not the statement worked. */
    @Override
    public void close() {
        tables.clear();
        for (RowSet rows : open) {
            closeQuietly(rows);
        }
        open.clear();
    }

    /** A plugin that has ended can't close anything; that its query failed is known. */
    private static void closeQuietly(RowSet rows) {
        try {
            rows.close();
        } catch (PluginException ignored) {
            // There is nobody left to release it.
        }
    }

    private record Call(String plugin, CallRequest request) {}
}
