package io.thriftplugins;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a {@link RowSet} come from, during one reading: the author's side. {@link #next} is all that is
 * needed; the other methods are for sources that can do more.
 *
 * <p>It is used by one thread at a time, which is interrupted when the reader gives up or ends. What a method throws
 * arrives at the reader, after the rows before it.
 */
@FunctionalInterface
@SuppressWarnings("try") // closing a source may throw anything; whoever reads expects that
public interface RowSource extends AutoCloseable {

    /**
     * Goes to the next row and sets its values.
     *
     * @param row takes the values; all null at first, and of use only during this call
     * @return false if there are no more rows
     * @throws Exception whatever went wrong
     */
    boolean next(RowWriter row) throws Exception;

    /**
     * How many rows there are.
     *
     * @return the number; -1 if that isn't known
     * @throws Exception whatever went wrong
     */
    default long totalRows() throws Exception {
        return -1;
    }

    /**
     * Goes to just before a row.
     *
     * @param row the row's index, from 0; may lie behind the last one
     * @return false if the source can't, and is where it was
     * @throws Exception whatever went wrong
     */
    default boolean seek(long row) throws Exception {
        return false;
    }

    /**
     * Changes a value of the current row.
     *
     * @param column the column's index, which exists
     * @param value the new value, which fits the column
     * @return how it ended
     * @throws Exception whatever went wrong
     */
    default RowResult update(int column, @Nullable Object value) throws Exception {
        return RowResult.NOT_SUPPORTED;
    }

    /**
     * Deletes the current row.
     *
     * @return how it ended
     * @throws Exception whatever went wrong
     */
    default RowResult delete() throws Exception {
        return RowResult.NOT_SUPPORTED;
    }

    /**
     * Ends the reading. Called once.
     *
     * @throws Exception whatever went wrong
     */
    @Override
    default void close() throws Exception {}

    /**
     * Rows of an iterator, each as a list of its values.
     *
     * @param rows the rows; a list may be shorter than there are columns, then the last ones are null
     * @return the source
     */
    static RowSource of(Iterator<? extends List<? extends @Nullable Object>> rows) {
        return IteratedRows.of(rows);
    }

    /**
     * Objects of an iterator.
     *
     * @param <T> their type
     * @param mapping makes them rows
     * @param objects the objects
     * @return the source
     */
    static <T> RowSource of(RowMapping<T> mapping, Iterator<? extends T> objects) {
        return new IteratedRows<T>(objects, mapping::write, () -> {});
    }

    /**
     * Objects of a stream, which is closed when the reading ends.
     *
     * @param <T> their type
     * @param mapping makes them rows
     * @param objects the objects
     * @return the source
     */
    static <T> RowSource of(RowMapping<T> mapping, Stream<? extends T> objects) {
        return new IteratedRows<T>(objects.iterator(), mapping::write, objects);
    }

    /** Begins a reading. */
    @FunctionalInterface
    interface Factory {

        /**
         * Begins a reading.
         *
         * @param query what the reader wants; see {@link RowQuery} for what a source must and may do with it
         * @return the source, closed when the reading ends
         * @throws Exception whatever went wrong
         */
        RowSource open(RowQuery query) throws Exception;
    }
}
