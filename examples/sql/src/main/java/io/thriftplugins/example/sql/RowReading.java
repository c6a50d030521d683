package io.thriftplugins.example.sql;

import io.thriftplugins.Column;
import io.thriftplugins.DataType;
import io.thriftplugins.RowCursor;
import io.thriftplugins.RowQuery;
import io.thriftplugins.RowSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a row set, as the code that Calcite generates wants them: arrays, or single values if there is one column.
 * Public for that code's sake.
 */
public final class RowReading extends AbstractEnumerable<@Nullable Object> {

    private final RowSetTable table;
    private final int[] columns;
    private final DataType[] types;
    private final RowQuery query;
    private int readings;
    private @Nullable List<@Nullable Object> kept;

    RowReading(RowSetTable table, int[] columns, RowQuery query) {
        this.table = table;
        this.columns = columns;
        List<Column> all = table.columns();
        types = Arrays.stream(columns)
                .mapToObj(column -> all.get(column).type())
                .toArray(DataType[]::new);
        this.query = query.columns(Arrays.stream(columns)
                .distinct()
                .mapToObj(column -> all.get(column).name())
                .toArray(String[]::new));
    }

    /**
     * Reads. A nested loop wants the same rows for each row of another table: from the second time on they are kept
     * rather than fetched again, as Calcite keeps one side of its other joins.
     */
    @Override
    public Enumerator<@Nullable Object> enumerator() {
        if (kept == null && readings > 0) {
            try (Enumerator<@Nullable Object> rows = open()) {
                List<@Nullable Object> all = new ArrayList<>();
                while (rows.moveNext()) {
                    all.add(rows.current());
                }
                kept = all;
            }
        }
        readings++;
        return kept == null ? open() : Linq4j.enumerator(kept);
    }

    private Enumerator<@Nullable Object> open() {
        RowSet rows = table.open();
        try {
            return new Rows(rows, rows.read(query));
        } catch (RuntimeException e) {
            table.release(rows);
            throw e;
        }
    }

    private final class Rows implements Enumerator<@Nullable Object> {

        private final RowSet rows;
        private RowCursor cursor;

        Rows(RowSet rows, RowCursor cursor) {
            this.rows = rows;
            this.cursor = cursor;
        }

        @Override
        public boolean moveNext() {
            return cursor.next();
        }

        @Override
        public @Nullable Object current() {
            if (columns.length == 1) {
                return value(0);
            }
            @Nullable Object[] row = new @Nullable Object[columns.length];
            for (int i = 0; i < row.length; i++) {
                row[i] = value(i);
            }
            return row;
        }

        private @Nullable Object value(int index) {
            int column = columns[index];
            DataType type = types[index];
            if (cursor.isNull(column)) {
                return null;
            }
            return switch (type) {
                case INTEGER -> cursor.getLong(column);
                case FLOAT -> cursor.getDouble(column);
                case STRING -> cursor.getString(column);
                default -> SqlTypes.toSql(cursor.get(column), type);
            };
        }

        @Override
        public void reset() {
            cursor.close();
            cursor = rows.read(query);
        }

        @Override
        public void close() {
            cursor.close();
            table.release(rows);
        }
    }
}
