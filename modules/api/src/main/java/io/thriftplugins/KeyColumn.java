package io.thriftplugins;

import java.util.List;

/**
 * A column by which a {@link RowSet} filters by itself, so that other rows are never read or sent.
 *
 * @param column the column's index, from 0
 * @param required whether the row set can't be read without a value for it
 * @param operations how the column may be compared
 */
public record KeyColumn(int column, boolean required, List<KeyOperation> operations) {

    /** Copies the operations. */
    public KeyColumn {
        operations = List.copyOf(operations);
    }
}
