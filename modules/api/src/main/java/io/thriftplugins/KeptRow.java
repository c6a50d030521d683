package io.thriftplugins;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A row that holds its values. */
final class KeptRow implements Row {

    private final List<Column> columns;
    private final @Nullable Object[] values;

    private KeptRow(List<Column> columns, @Nullable Object[] values) {
        this.columns = columns;
        this.values = values;
    }

    static Row of(Row row) {
        List<Column> columns = row.columns();
        @Nullable Object[] values = new Object[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(i);
        }
        return new KeptRow(columns, values);
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public boolean isNull(int column) {
        return values[column] == null;
    }

    @Override
    public long getLong(int column) {
        return Cells.toLong(columns.get(column), values[column]);
    }

    @Override
    public double getDouble(int column) {
        return Cells.toDouble(columns.get(column), values[column]);
    }

    @Override
    public boolean getBoolean(int column) {
        return Cells.toBoolean(columns.get(column), values[column]);
    }

    @Override
    public @Nullable String getString(int column) {
        return Cells.toText(columns.get(column), values[column]);
    }

    @Override
    public @Nullable Object get(int column) {
        return values[column];
    }

    @Override
    public Row copy() {
        return this;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeptRow that && columns.equals(that.columns) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return Arrays.toString(values);
    }
}
