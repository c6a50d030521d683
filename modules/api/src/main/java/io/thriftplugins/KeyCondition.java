package io.thriftplugins;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value for a key column: only rows where the comparison holds are wanted.
 *
 * @param column the column's name
 * @param operation how it is compared
 * @param value with what: a value of the table in {@link Values}
 */
public record KeyCondition(
        String column, KeyOperation operation, @Nullable Object value) {

    /** Checks that nothing is missing. */
    public KeyCondition {
        Objects.requireNonNull(column, "column");
        Objects.requireNonNull(operation, "operation");
    }
}
