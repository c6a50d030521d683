package io.thriftplugins.e2e.rows;

import io.thriftplugins.DataType;
import io.thriftplugins.RowOutput;
import io.thriftplugins.RowResult;
import io.thriftplugins.RowSet;
import io.thriftplugins.RowSource;
import io.thriftplugins.RowWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table in memory that can be read, changed and written to. */
final class EditableTable implements RowSource {

    private final List<List<@Nullable Object>> rows;
    private int next;

    private EditableTable(List<List<@Nullable Object>> rows) {
        this.rows = rows;
    }

    static RowSet rowSet() {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (long i = 0; i < 5; i++) {
            rows.add(new ArrayList<>(List.of(i, "row " + i)));
        }
        return RowSet.builder("table")
                .column("id", DataType.INTEGER)
                .column("text", DataType.STRING)
                .source(query -> new EditableTable(rows))
                .output(() -> appending(rows))
                .build();
    }

    private static RowOutput appending(List<List<@Nullable Object>> rows) {
        return values -> {
            rows.add(new ArrayList<>(values));
            return RowResult.OK;
        };
    }

    @Override
    public boolean next(RowWriter row) {
        if (next == rows.size()) {
            return false;
        }
        List<@Nullable Object> values = rows.get(next++);
        for (int i = 0; i < values.size(); i++) {
            row.set(i, values.get(i));
        }
        return true;
    }

    @Override
    public RowResult update(int column, @Nullable Object value) {
        if (column == 0) {
            return RowResult.ACCESS_DENIED;
        }
        rows.get(next - 1).set(column, value);
        return RowResult.OK;
    }

    @Override
    public RowResult delete() {
        rows.remove(--next);
        return RowResult.DELETED;
    }
}
