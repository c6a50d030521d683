package io.thriftplugins.example.sql;

import io.thriftplugins.CallRequest;
import io.thriftplugins.Column;
import io.thriftplugins.KeyColumn;
import io.thriftplugins.KeyOperation;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.RowSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.TranslatableTable;
import org.apache.calcite.schema.impl.AbstractTable;
import org.jspecify.annotations.Nullable;

/** A function's row set as a table; each reading has a row set of its own, since one has a single cursor. */
final class RowSetTable extends AbstractTable implements TranslatableTable {

    /** Of a text; the whole text of a file would be of no use in a plan. */
    private static final int SHOWN_TEXT = 200;

    private final QueryScope scope;
    private final int number;
    private final PluginHandle plugin;
    private final CallRequest call;
    private final List<Column> columns;
    private final List<KeyColumn> keys;

    /** The one that told the columns, until somebody reads it. */
    private @Nullable RowSet first;

    RowSetTable(QueryScope scope, int number, PluginHandle plugin, CallRequest call, RowSet first) {
        this.scope = scope;
        this.number = number;
        this.plugin = plugin;
        this.call = call;
        this.first = first;
        columns = first.columns();
        keys = first.keyColumns();
    }

    List<Column> columns() {
        return columns;
    }

    /** Whether the plugin can compare the column in this way. */
    boolean compares(int column, KeyOperation operation) {
        return keys.stream()
                .anyMatch(key -> key.column() == column && key.operations().contains(operation));
    }

    /** A row set that nobody else reads. */
    RowSet open() {
        RowSet rows = first;
        first = null;
        return rows != null ? rows : scope.call(plugin, call);
    }

    void release(RowSet rows) {
        scope.release(rows);
    }

    @Override
    public RelDataType getRowType(RelDataTypeFactory types) {
        RelDataTypeFactory.Builder row = types.builder();
        columns.forEach(column -> row.add(column.name(), SqlTypes.of(column.type(), types)));
        return row.build();
    }

    @Override
    public RelNode toRel(RelOptTable.ToRelContext context, RelOptTable table) {
        return RowSetScan.all(context.getCluster(), table, this);
    }

    /** The call. Calcite takes scans that print the same for the same, so the arguments have to be in it. */
    @Override
    public String toString() {
        Stream<String> named = call.named().entrySet().stream().map(e -> e.getKey() + " => " + text(e.getValue()));
        return plugin.name() + "." + call.function()
                + Stream.concat(call.positional().stream().map(this::text), named)
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    private String text(@Nullable Object argument) {
        if (argument instanceof String text) {
            return text.length() <= SHOWN_TEXT
                    ? "'" + text.replace("'", "''") + "'"
                    : "'" + text.substring(0, SHOWN_TEXT) + "...' #" + number;
        }
        return String.valueOf(argument);
    }
}
