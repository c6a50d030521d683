package io.thriftplugins;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Goes over the rows of a {@link RowSet}; it is a view of the current one. It stands before the first row at first:
 *
 * <pre>{@code
 * try (RowCursor row = people.read()) {
 *     while (row.next()) {
 *         sum += row.getLong(0);
 *     }
 * }
 * }</pre>
 *
 * <p>A cursor belongs to one thread at a time. The getters of {@link Row} fail with {@link IllegalStateException} when
 * there is no current row.
 *
 * <p>Rows of the other side come in batches whose size follows their length and how fast the source is; the next batch
 * is fetched while this one is read. If the source fails, the rows before the failure are delivered first. A cursor
 * that has failed fails again, with the same exception.
 */
public interface RowCursor extends Row, AutoCloseable {

    /**
     * Goes to the next row. Blocks while there is none yet.
     *
     * @return false if there are no more rows
     * @throws PluginException if the source fails or its side ends; with {@link ErrorCode#CANCELLED} if the thread is
     *     interrupted, with {@link ErrorCode#CLOSED} after {@link #close()}
     */
    boolean next();

    /**
     * Where the cursor stands.
     *
     * @return the current row's index among the rows of this reading, from 0; -1 before the first one
     */
    long position();

    /**
     * How many rows there are in this reading, if the source knows.
     *
     * @return the number; empty if the source can't tell
     */
    OptionalLong totalRows();

    /**
     * Goes to just before a row, so that {@link #next()} goes to that one. Whatever can be read again can go
     * back to row 0; other rows are for sources that can seek, as row sets made of a {@link java.util.List} can.
     *
     * @param row the row's index among the rows of this reading; beyond the last one {@link #next()} finds none
     * @throws PluginException with {@link ErrorCode#NOT_SUPPORTED} if the source can't; the cursor stays where it is
     */
    void seek(long row);

    /**
     * Changes a value of the current row in the source. The cursor must be one of {@link RowQuery#forUpdate()}. Whether
     * getters show the new value is up to the source.
     *
     * @param column the column's index
     * @param value the new value
     * @return how it ended
     */
    RowResult update(int column, @Nullable Object value);

    /**
     * Deletes the current row in the source. The cursor must be one of {@link RowQuery#forUpdate()}.
     *
     * @return how it ended
     */
    RowResult delete();

    /** Ends the reading; then the row set may be read again. A busy source is interrupted. Harmless when repeated. */
    @Override
    void close();
}
