package io.thriftplugins;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes rows, one after the other. Belongs to one thread at a time. */
public interface RowOutput extends AutoCloseable {

    /**
     * Writes a row. Blocks until the owner has taken it.
     *
     * @param values one for each column, in order; values of the table in {@link Values}
     * @return how it ended; {@link RowResult#INVALID_ARGUMENTS} if there are more or fewer values than columns,
     *     {@link RowResult#CANNOT_CAST} if one doesn't fit its column
     */
    RowResult writeRow(List<? extends @Nullable Object> values);

    /**
     * Writes a row, as {@link #writeRow}.
     *
     * @param values one for each column
     * @return how it ended
     */
    default RowResult write(@Nullable Object... values) {
        return writeRow(Arrays.asList(values));
    }

    /** Ends the writing. Harmless when repeated. */
    @Override
    default void close() {}
}
