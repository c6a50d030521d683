package io.thriftplugins;

import org.jspecify.annotations.Nullable;

/**
 * Takes the values of one row from a {@link RowSource}, in any order. A column that isn't set is null.
 *
 * <p>A value must fit its column's type; integers also fit float and numeric columns. Otherwise the reading fails with
 * {@link ErrorCode#INVALID_ARGUMENT}, naming row, column and value. A column of {@link DataType#ANY} takes every value
 * of the table in {@link Values}.
 */
public interface RowWriter {

    /**
     * Sets an integer, a timestamp in seconds since 1970, or an interval in milliseconds, as the column's type says.
     *
     * @param column the column's index, from 0
     * @param value the value
     */
    void setLong(int column, long value);

    /**
     * Sets a float.
     *
     * @param column the column's index, from 0
     * @param value the value
     */
    void setDouble(int column, double value);

    /**
     * Sets a boolean.
     *
     * @param column the column's index, from 0
     * @param value the value
     */
    void setBoolean(int column, boolean value);

    /**
     * Sets a string.
     *
     * @param column the column's index, from 0
     * @param value the value, or null
     */
    void setString(int column, @Nullable String value);

    /**
     * Sets any value.
     *
     * @param column the column's index, from 0
     * @param value a value of the table in {@link Values}, or null
     */
    void set(int column, @Nullable Object value);
}
