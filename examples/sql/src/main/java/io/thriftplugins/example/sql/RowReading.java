package io.thriftplugins.example.sql;

import io.thriftplugins.Column;
import io.thriftplugins.DataType;
import io.thriftplugins.RowCursor;
import io.thriftplugins.RowQuery;
import io.thriftplugins.RowSet;
import java.util.Arrays;
import java.util.List;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerator;
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

    RowReading(RowSetTable table, int[] columns, RowQuery query) {
        this.table = table;
        this.columns = columns;
        List<Column> all = table.columns();
        types = Arrays.stream(columns).mapToObj(column -> all.get(column).type()).toArray(DataType[]::new);
        this.query = query.columns(Arrays.stream(columns)
                .distinct()
                .mapToObj(column -> all.get(column).name())
                .toArray(String[]::new));
    }

    @Override
    public Enumerator<@Nullable Object> enumerator() {
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
