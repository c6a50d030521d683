package io.thriftplugins;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The current row of a reading on this side: filled by the source, read through the cursor. Numbers stay primitive. */
final class RowBuffer implements RowWriter {

    private static final byte NULL = 0;
    private static final byte LONG = 1;
    private static final byte DOUBLE = 2;
    private static final byte BOOLEAN = 3;
    private static final byte OBJECT = 4;

    private final List<Column> columns;
    private final DataType[] types;
    private final byte[] kinds;
    private final long[] bits;
    private final @Nullable Object[] objects;
    private long row;

    RowBuffer(List<Column> columns) {
        this.columns = columns;
        int size = columns.size();
        types = columns.stream().map(Column::type).toArray(DataType[]::new);
        kinds = new byte[size];
        bits = new long[size];
        objects = new Object[size];
    }

    /** Makes all values null. */
    void clear(long number) {
        row = number;
        Arrays.fill(kinds, NULL);
    }

    @Override
    public void setLong(int column, long value) {
        DataType type = types[column];
        if (type == DataType.FLOAT) {
            put(column, DOUBLE, Double.doubleToRawLongBits((double) value));
        } else if (type == DataType.NUMERIC) {
            put(column, BigDecimal.valueOf(value));
        } else if (type == DataType.INTEGER
                || type == DataType.ANY
                || type == DataType.TIMESTAMP
                || type == DataType.INTERVAL) {
            put(column, LONG, value);
        } else {
            throw misfit(column, value + " (long) where " + type.typeName() + " is wanted");
        }
    }

    @Override
    public void setDouble(int column, double value) {
        if (types[column] != DataType.FLOAT && types[column] != DataType.ANY) {
            throw misfit(column, value + " (double) where " + types[column].typeName() + " is wanted");
        }
        put(column, DOUBLE, Double.doubleToRawLongBits(value));
    }

    @Override
    public void setBoolean(int column, boolean value) {
        if (types[column] != DataType.BOOLEAN && types[column] != DataType.ANY) {
            throw misfit(column, value + " (boolean) where " + types[column].typeName() + " is wanted");
        }
        put(column, BOOLEAN, value ? 1 : 0);
    }

    @Override
    public void setString(int column, @Nullable String value) {
        if (value == null || (types[column] != DataType.STRING && types[column] != DataType.ANY)) {
            set(column, value);
        } else {
            put(column, value);
        }
    }

    @Override
    public void set(int column, @Nullable Object value) {
        if (column >= kinds.length) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT,
                    "Row " + row + " has a value " + column + ", counted from 0, where there are " + kinds.length
                            + " columns");
        } else if (value == null) {
            kinds[column] = NULL;
        } else if (value instanceof Long number) {
            setLongValue(column, number);
        } else if (value instanceof Double number && types[column] == DataType.FLOAT) {
            put(column, DOUBLE, Double.doubleToRawLongBits(number));
        } else {
            try {
                put(column, Cells.fit(types[column], value));
            } catch (IllegalArgumentException e) {
                throw misfit(column, String.valueOf(e.getMessage()));
            }
        }
    }

    /** In contrast to {@link #setLong} a boxed number is no point in time. */
    private void setLongValue(int column, Long value) {
        if (types[column] == DataType.TIMESTAMP || types[column] == DataType.INTERVAL) {
            throw misfit(column, value + " (Long) where " + types[column].typeName() + " is wanted");
        }
        setLong(column, value);
    }

    private void put(int column, byte kind, long value) {
        kinds[column] = kind;
        bits[column] = value;
    }

    private void put(int column, Object value) {
        kinds[column] = OBJECT;
        objects[column] = value;
    }

    private PluginException misfit(int column, String problem) {
        return new PluginException(
                ErrorCode.INVALID_ARGUMENT,
                "Row " + row + ", column '" + columns.get(column).name() + "': " + problem);
    }

    boolean isNull(int column) {
        return kinds[column] == NULL;
    }

    long getLong(int column) {
        return kinds[column] == LONG ? bits[column] : Cells.toLong(columns.get(column), get(column));
    }

    double getDouble(int column) {
        if (kinds[column] == DOUBLE) {
            return Double.longBitsToDouble(bits[column]);
        } else if (kinds[column] == LONG && types[column] != DataType.TIMESTAMP && types[column] != DataType.INTERVAL) {
            return (double) bits[column];
        }
        return Cells.toDouble(columns.get(column), get(column));
    }

    boolean getBoolean(int column) {
        return kinds[column] == BOOLEAN ? bits[column] != 0 : Cells.toBoolean(columns.get(column), get(column));
    }

    @Nullable
    String getString(int column) {
        return Cells.toText(columns.get(column), get(column));
    }

    @Nullable
    Object get(int column) {
        return switch (kinds[column]) {
            case NULL -> null;
            case LONG ->
                switch (types[column]) {
                    case TIMESTAMP -> Instant.ofEpochSecond(bits[column]);
                    case INTERVAL -> Duration.ofMillis(bits[column]);
                    default -> bits[column];
                };
            case DOUBLE -> Double.longBitsToDouble(bits[column]);
            case BOOLEAN -> bits[column] != 0;
            default -> objects[column];
        };
    }
}
