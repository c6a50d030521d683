package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.KeyOperation;
import io.thriftplugins.PluginException;
import io.thriftplugins.RowQuery;
import io.thriftplugins.RowResult;
import java.util.List;
import java.util.Map;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/**
 * The methods of row sets, whichever side owns them. For an object that is none, some of them fail and others do
 * nothing, as the contract has it (5.2).
 */
final class RowsMethods {

    private final ObjectOwner owner;

    private RowsMethods(ObjectOwner owner) {
        this.owner = owner;
    }

    static void add(Map<String, RpcMethod> methods, ObjectOwner owner) {
        RowsMethods rows = new RowsMethods(owner);
        rows.addDescribing(methods);
        rows.addReading(methods);
        rows.addChanging(methods);
    }

    private void addDescribing(Map<String, RpcMethod> methods) {
        methods.put(
                "RowsSet_GetColumns",
                demanding((space, rows, more) ->
                        list(out -> WireColumns.write(out, rows.rows().columns()))));
        methods.put(
                "RowsSet_GetUniqueKey",
                lenient(
                        list(out -> WireColumns.writeTexts(out, List.of())),
                        (space, rows, more) -> list(
                                out -> WireColumns.writeTexts(out, rows.rows().uniqueKey()))));
        methods.put(
                "RowsSet_GetKeyColumns",
                lenient(
                        list(out -> WireColumns.writeKeys(out, List.of())),
                        (space, rows, more) -> list(
                                out -> WireColumns.writeKeys(out, rows.rows().keyColumns()))));
        methods.put(
                "RowsSet_GetDescription",
                lenient(
                        description("", ""),
                        (space, rows, more) ->
                                description(rows.rows().name(), rows.rows().description())));
    }

    private void addReading(Map<String, RpcMethod> methods) {
        methods.put("RowsSet_Open", lenient(null, (space, rows, more) -> {
            rows.close();
            return null;
        }));
        methods.put("RowsSet_Close", lenient(null, (space, rows, more) -> {
            rows.close();
            return null;
        }));
        methods.put("RowsSet_Reset", lenient(null, (space, rows, more) -> {
            rows.exclusively(() -> {
                rows.reset();
                return true;
            });
            return null;
        }));
        methods.put("RowsSet_SetContext", lenient(null, (space, rows, more) -> {
            RowQuery query = StructReader.required(more.context, "context_query_info");
            rows.exclusively(() -> {
                rows.context(space, query, more.contextBytes);
                return true;
            });
            return null;
        }));
        methods.put("RowsSet_SetKeyColumnValue", lenient(null, (space, rows, more) -> {
            rows.exclusively(() -> {
                rows.condition(space, more.number(), operation(more.text), more.value, more.valueBytes);
                return true;
            });
            return null;
        }));
        methods.put("RowsSet_UnsetKeyColumnValue", lenient(null, (space, rows, more) -> {
            rows.exclusively(() -> {
                rows.uncondition(more.number(), operation(more.text));
                return true;
            });
            return null;
        }));
        methods.put(
                "RowsSet_GetRows",
                demanding((space, rows, more) ->
                        rows.exclusively(() -> rows.fetch(space, more.number == null ? 0 : more.number, false))));
        methods.put(
                "RowsSet_GetColumnBatch",
                demanding((space, rows, more) -> rows.exclusively(() -> rows.fetch(space, more.number(), true))));
        methods.put(
                "RowsSet_Position",
                lenient(number(-1), (space, rows, more) -> number(rows.exclusively(rows::position))));
        methods.put(
                "RowsSet_TotalRows",
                lenient(
                        number(-1),
                        (space, rows, more) -> number(told(rows.exclusively(() -> rows.totalRows(space))))));
        methods.put("RowsSet_Seek", lenient(null, (space, rows, more) -> {
            int origin = StructReader.required(more.second, "origin");
            rows.exclusively(() -> {
                rows.seek(space, more.number(), origin);
                return true;
            });
            return null;
        }));
    }

    private void addChanging(Map<String, RpcMethod> methods) {
        methods.put(
                "RowsSet_UpdateValue",
                demanding(
                        (space, rows, more) -> result(rows.exclusively(() -> rows.update(more.number(), more.value)))));
        methods.put("RowsSet_WriteValues", demanding((space, rows, more) -> {
            List<@Nullable Object> values = StructReader.required(more.values, "values");
            return result(rows.exclusively(() -> rows.write(values)));
        }));
        methods.put("RowsSet_DeleteRow", demanding((space, rows, more) -> result(rows.exclusively(rows::delete))));
    }

    private RpcMethod demanding(Action action) {
        return method((space, handle, more) -> action.run(space, space.held().get(handle, ServedRows.class), more));
    }

    /** For what is no row set, or not any more, the answer is given. */
    private RpcMethod lenient(RpcMethod.@Nullable Reply otherwise, Action action) {
        return method((space, handle, more) -> {
            ServedRows rows = find(space.held(), handle);
            return rows == null ? otherwise : action.run(space, rows, more);
        });
    }

    private static @Nullable ServedRows find(HandleTable held, int handle) {
        try {
            return held.get(handle, ServedRows.class);
        } catch (PluginException e) {
            return null;
        }
    }

    private RpcMethod method(HandleAction action) {
        return (in, values, session) -> {
            RowArguments more = new RowArguments();
            ObjectArguments arguments = ObjectArguments.read(in, fields -> more.read(fields, in, values));
            return arguments.serve(owner, session, (space, handle) -> action.run(space, handle, more));
        };
    }

    /** A name that isn't in exact case is none (contract 5.2). */
    private static KeyOperation operation(@Nullable String name) throws TException {
        KeyOperation operation = KeyOperation.byWireName(StructReader.required(name, "operation"));
        if (operation == null) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT,
                    "There is no operation '" + name + "' for key columns; names are in exact case, such as Equals");
        }
        return operation;
    }

    private static RpcMethod.Reply list(Content content) {
        return (out, values) -> {
            out.field(TType.LIST, 0);
            content.write(out);
        };
    }

    /** A number of rows that doesn't fit is not known. */
    private static long told(long total) {
        return total > Integer.MAX_VALUE ? -1 : total;
    }

    /** A row number, which the contract has 32 bits for. */
    private static RpcMethod.Reply number(long value) {
        if (value > Integer.MAX_VALUE) {
            throw new PluginException(
                    ErrorCode.LIMIT_EXCEEDED, "Row numbers beyond 2147483647, such as " + value + ", can't be told");
        }
        return (out, values) -> out.i32Field(0, (int) value);
    }

    private static RpcMethod.Reply result(RowResult result) {
        return (out, values) -> out.i32Field(0, result.number());
    }

    private static RpcMethod.Reply description(String name, String text) {
        return (out, values) -> {
            out.field(TType.STRUCT, 0);
            out.stringField(1, name);
            out.stringField(2, text);
            out.writeByte(TType.STOP);
        };
    }

    /** What is done with a row set. */
    @FunctionalInterface
    private interface Action {
        RpcMethod.@Nullable Reply run(ObjectSpace space, ServedRows rows, RowArguments more) throws Exception;
    }

    /** What is done with a handle. */
    @FunctionalInterface
    private interface HandleAction {
        RpcMethod.@Nullable Reply run(ObjectSpace space, int handle, RowArguments more) throws Exception;
    }

    /** Writes a list. */
    @FunctionalInterface
    private interface Content {
        void write(FrameProtocol out) throws TException;
    }
}
