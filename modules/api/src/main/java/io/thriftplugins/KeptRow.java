package io.thriftplugins;

import java.time.Duration;
import java.time.Instant;
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
        Object value = values[column];
        if (value instanceof Long number) {
            return number;
        } else if (value instanceof Instant instant) {
            return instant.getEpochSecond();
        } else if (value instanceof Duration duration) {
            return duration.toMillis();
        }
        throw Cells.mismatch(columns.get(column), value, "an integer");
    }

    @Override
    public double getDouble(int column) {
        Object value = values[column];
        if (value instanceof Double || value instanceof Long) {
            return ((Number) value).doubleValue();
        }
        throw Cells.mismatch(columns.get(column), value, "a float");
    }

    @Override
    public boolean getBoolean(int column) {
        if (values[column] instanceof Boolean flag) {
            return flag;
        }
        throw Cells.mismatch(columns.get(column), values[column], "a boolean");
    }

    @Override
    public @Nullable String getString(int column) {
        Object value = values[column];
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw Cells.mismatch(columns.get(column), value, "a string");
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
