package io.thriftplugins;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of one row. A {@link RowCursor} is a view of its current row; a row of {@link RowSet#stream()} stays as it
 * is and may be kept.
 *
 * <p>Columns are counted from 0; an index outside the columns is an {@link IndexOutOfBoundsException}. A getter for
 * another type than the value's fails with {@link ErrorCode#INVALID_ARGUMENT}, and so do those for primitive types if
 * the value is null: ask {@link #isNull(int)} first. {@code getLong}, {@code getDouble}, {@code getBoolean} and
 * {@code isNull} make no object.
 */
public interface Row {

    /**
     * The columns.
     *
     * @return an unmodifiable list
     */
    List<Column> columns();

    /**
     * Whether a value is null.
     *
     * @param column the column's index
     * @return true if it is null
     */
    boolean isNull(int column);

    /**
     * An integer, the whole seconds of a timestamp since 1970, or the whole milliseconds of an interval.
     *
     * @param column the column's index
     * @return the value
     */
    long getLong(int column);

    /**
     * A float, or an integer as one.
     *
     * @param column the column's index
     * @return the value
     */
    double getDouble(int column);

    /**
     * A boolean.
     *
     * @param column the column's index
     * @return the value
     */
    boolean getBoolean(int column);

    /**
     * A string.
     *
     * @param column the column's index
     * @return the value, or null
     */
    @Nullable
    String getString(int column);

    /**
     * Any value, as in the table of {@link Values}.
     *
     * @param column the column's index
     * @return the value, or null
     */
    @Nullable
    Object get(int column);

    /**
     * A value of a given class.
     *
     * @param <T> the type
     * @param column the column's index
     * @param type the type's class, such as {@code java.time.Instant.class}
     * @return the value, or null
     */
    default <T> @Nullable T get(int column, Class<T> type) {
        Object value = get(column);
        if (value != null && !type.isInstance(value)) {
            throw Cells.mismatch(columns().get(column), value, type.getSimpleName());
        }
        return type.cast(value);
    }

    /**
     * The index of a column: of the one with exactly this name, otherwise of the one whose name differs in case only.
     * Ask once before the loop rather than for each row.
     *
     * @param name the column's name
     * @return its index
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if there is none, or more than one
     */
    default int column(String name) {
        return Cells.indexOf(columns(), name);
    }

    /**
     * As {@link #isNull(int)}.
     *
     * @param column the column's name
     * @return true if it is null
     */
    default boolean isNull(String column) {
        return isNull(column(column));
    }

    /**
     * As {@link #getLong(int)}.
     *
     * @param column the column's name
     * @return the value
     */
    default long getLong(String column) {
        return getLong(column(column));
    }

    /**
     * As {@link #getDouble(int)}.
     *
     * @param column the column's name
     * @return the value
     */
    default double getDouble(String column) {
        return getDouble(column(column));
    }

    /**
     * As {@link #getBoolean(int)}.
     *
     * @param column the column's name
     * @return the value
     */
    default boolean getBoolean(String column) {
        return getBoolean(column(column));
    }

    /**
     * As {@link #getString(int)}.
     *
     * @param column the column's name
     * @return the value, or null
     */
    default @Nullable String getString(String column) {
        return getString(column(column));
    }

    /**
     * As {@link #get(int)}.
     *
     * @param column the column's name
     * @return the value, or null
     */
    default @Nullable Object get(String column) {
        return get(column(column));
    }

    /**
     * As {@link #get(int, Class)}.
     *
     * @param <T> the type
     * @param column the column's name
     * @param type the type's class
     * @return the value, or null
     */
    default <T> @Nullable T get(String column, Class<T> type) {
        return get(column(column), type);
    }

    /**
     * This row as one that may be kept.
     *
     * @return an unmodifiable row with the same values
     */
    default Row copy() {
        return KeptRow.of(this);
    }
}
