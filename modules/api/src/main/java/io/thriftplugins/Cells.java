package io.thriftplugins;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What all kinds of rows share: finding columns, fitting values to their types, and the messages when that fails. */
final class Cells {

    private static final int SHOWN = 40;

    private Cells() {}

    static int indexOf(List<Column> columns, String name) {
        int found = -1;
        boolean several = false;
        for (int i = 0; i < columns.size(); i++) {
            String other = columns.get(i).name();
            if (other.equals(name)) {
                several = found >= 0 && columns.get(found).name().equals(name);
                found = i;
                if (several) {
                    break;
                }
            } else if (other.equalsIgnoreCase(name)
                    && (found < 0 || !columns.get(found).name().equals(name))) {
                several = found >= 0;
                found = i;
            }
        }
        if (found < 0 || several) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT,
                    (several
                                    ? "Several columns are called '" + name + "'; use the index"
                                    : "There is no column '" + name + "'")
                            + " among " + columns.stream().map(Column::name).toList());
        }
        return found;
    }

    /** For messages: a peer may name a column that doesn't exist. */
    static String nameOf(List<Column> columns, int index) {
        return index >= 0 && index < columns.size() ? columns.get(index).name() : "number " + index;
    }

    static String describe(List<Column> columns, List<KeyColumn> keys) {
        return keys.isEmpty()
                ? "nothing"
                : keys.stream()
                        .map(key -> "'" + nameOf(columns, key.column()) + "' " + key.operations())
                        .collect(Collectors.joining(", "));
    }

    static PluginException mismatch(Column column, @Nullable Object value, String wanted) {
        return new PluginException(
                ErrorCode.INVALID_ARGUMENT,
                "Column '" + column.name() + "' (" + column.type().typeName() + ") holds "
                        + (value == null ? "null" : "a " + value.getClass().getSimpleName())
                        + " in this row, where " + wanted + " is wanted"
                        + (value == null ? "; ask isNull(...) first" : ""));
    }

    /** As {@link Row#getLong(int)} has it. */
    static long toLong(Column column, @Nullable Object value) {
        if (value instanceof Long number) {
            return number;
        } else if (value instanceof Instant instant) {
            return instant.getEpochSecond();
        } else if (value instanceof Duration duration) {
            return duration.toMillis();
        }
        throw mismatch(column, value, "an integer");
    }

    /** As {@link Row#getDouble(int)} has it. */
    static double toDouble(Column column, @Nullable Object value) {
        if (value instanceof Double || value instanceof Long) {
            return ((Number) value).doubleValue();
        }
        throw mismatch(column, value, "a float");
    }

    /** As {@link Row#getBoolean(int)} has it. */
    static boolean toBoolean(Column column, @Nullable Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw mismatch(column, value, "a boolean");
    }

    /** As {@link Row#getString(int)} has it. */
    static @Nullable String toText(Column column, @Nullable Object value) {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw mismatch(column, value, "a string");
    }

    /**
     * What a value becomes in a column, of the classes that arrive (see {@link Values}).
     *
     * @throws IllegalArgumentException if it doesn't fit
     */
    static Object fit(DataType type, Object value) {
        DataType actual = Values.find(value);
        if (actual == null) {
            throw new IllegalArgumentException("a value of " + value.getClass().getName()
                    + ", which can't be sent; see the table in io.thriftplugins.Values for what can");
        }
        Object arriving = Values.arriving(value);
        if (actual == type || type == DataType.ANY) {
            return arriving;
        } else if (arriving instanceof Long number && type == DataType.FLOAT) {
            return (double) number;
        } else if (arriving instanceof Long number && type == DataType.NUMERIC) {
            return BigDecimal.valueOf(number);
        }
        String text = arriving.toString();
        throw new IllegalArgumentException((text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...") + " ("
                + value.getClass().getSimpleName() + ") where " + type.typeName() + " is wanted");
    }
}
