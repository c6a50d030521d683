package io.thriftplugins;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a reader wants of a {@link RowSet}. Immutable; each method that changes something returns a copy.
 *
 * <p>For readers: exactly the rows from {@link #offset} on, at most {@link #limit} of them, that satisfy the
 * {@link #where conditions}. Columns that aren't among the {@link #columns wanted ones} may be null.
 *
 * <p>For sources: the conditions must be obeyed, as whoever declares a key column promises. The rest may be used
 * to do less: more than {@link #maxRows} rows are not asked for, and what isn't {@link #wants wanted} needn't be set.
 * The offset must not be skipped by the source: that is done for it, with {@link RowSource#seek} if it can.
 */
public final class RowQuery {

    private static final RowQuery ALL = new RowQuery(List.of(), 0, -1, List.of(), false, false);

    private final List<String> columns;
    private final long offset;
    private final long limit;
    private final List<KeyCondition> conditions;
    private final boolean update;
    private final boolean advisory;

    private RowQuery(
            List<String> columns,
            long offset,
            long limit,
            List<KeyCondition> conditions,
            boolean update,
            boolean advisory) {
        this.columns = columns;
        this.offset = offset;
        this.limit = limit;
        this.conditions = conditions;
        this.update = update;
        this.advisory = advisory;
    }

    /**
     * All rows and columns.
     *
     * @return the query
     */
    public static RowQuery all() {
        return ALL;
    }

    /**
     * Wants some columns only.
     *
     * @param names their names; none for all columns
     * @return a copy
     */
    public RowQuery columns(String... names) {
        return new RowQuery(List.of(names), offset, limit, conditions, update, advisory);
    }

    /**
     * Leaves out the first rows.
     *
     * @param rows how many, 0 or more
     * @return a copy
     */
    public RowQuery offset(long rows) {
        return new RowQuery(columns, notNegative(rows, "offset"), limit, conditions, update, advisory);
    }

    /**
     * Wants no more than some rows.
     *
     * @param rows how many, 0 or more
     * @return a copy
     */
    public RowQuery limit(long rows) {
        return new RowQuery(columns, offset, notNegative(rows, "limit"), conditions, update, advisory);
    }

    /**
     * Wants only rows that satisfy a condition; those of several calls must all hold. A second condition for the same
     * column and operation replaces the first.
     *
     * @param column the name of a key column, see {@link RowSet#keyColumns()}
     * @param operation one of its operations
     * @param value what to compare with, a value of the table in {@link Values}
     * @return a copy
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if the value can't be sent
     */
    public RowQuery where(String column, KeyOperation operation, @Nullable Object value) {
        Values.typeOf(value);
        List<KeyCondition> more = new ArrayList<>(conditions);
        more.removeIf(other -> other.operation() == operation && other.column().equalsIgnoreCase(column));
        more.add(new KeyCondition(column, operation, value));
        return new RowQuery(columns, offset, limit, List.copyOf(more), update, advisory);
    }

    /**
     * Rows are to be changed with {@link RowCursor#update} and {@link RowCursor#delete}: they are fetched one by one,
     * so that the reader's current row is also that of the source.
     *
     * @return a copy
     */
    public RowQuery forUpdate() {
        return new RowQuery(columns, offset, limit, conditions, true, advisory);
    }

    /**
     * The wanted columns.
     *
     * @return their names; empty for all columns
     */
    public List<String> columns() {
        return columns;
    }

    /**
     * Whether a column is wanted.
     *
     * @param column its name
     * @return true if it, or every column, is wanted
     */
    public boolean wants(String column) {
        return columns.isEmpty() || columns.stream().anyMatch(column::equalsIgnoreCase);
    }

    /**
     * How many rows to leave out.
     *
     * @return 0 or more
     */
    public long offset() {
        return offset;
    }

    /**
     * How many rows are wanted at most.
     *
     * @return 0 or more; empty for no limit
     */
    public OptionalLong limit() {
        return limit < 0 ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    /**
     * How many rows are asked from a source at most: offset and limit together.
     *
     * @return 0 or more; empty for no limit
     */
    public OptionalLong maxRows() {
        return limit < 0 || limit > Long.MAX_VALUE - offset ? OptionalLong.empty() : OptionalLong.of(offset + limit);
    }

    /**
     * The conditions.
     *
     * @return an unmodifiable list
     */
    public List<KeyCondition> conditions() {
        return conditions;
    }

    /**
     * The condition for a column and operation.
     *
     * @param column the column's name
     * @param operation the operation
     * @return the condition, or null if there is none
     */
    public @Nullable KeyCondition condition(String column, KeyOperation operation) {
        for (KeyCondition condition : conditions) {
            if (condition.operation() == operation && condition.column().equalsIgnoreCase(column)) {
                return condition;
            }
        }
        return null;
    }

    /**
     * Whether rows are to be changed.
     *
     * @return true after {@link #forUpdate()}
     */
    public boolean isForUpdate() {
        return update;
    }

    private static long notNegative(long rows, String what) {
        if (rows < 0) {
            throw new PluginException(ErrorCode.INVALID_ARGUMENT, "The " + what + " can't be negative: " + rows);
        }
        return rows;
    }

    /**
     * For the framework: readers that know only the contract skip and count themselves (contract 12), so offset and
     * limit only tell the source what will be wanted.
     *
     * @return a copy whose offset and limit are not applied
     */
    public RowQuery advisory() {
        return new RowQuery(columns, offset, limit, conditions, update, true);
    }

    /**
     * Whether offset and limit are not applied.
     *
     * @return true after {@link #advisory()}
     */
    public boolean isAdvisory() {
        return advisory;
    }

    /**
     * Checks the query against a row set, before anything is read.
     *
     * @param name the row set's name, for messages
     * @param known the row set's columns
     * @param keys the row set's key columns
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if a column doesn't exist, an operation isn't
     *     offered, or a required key column has no value
     */
    public void check(String name, List<Column> known, List<KeyColumn> keys) {
        columns.forEach(column -> Cells.indexOf(known, column));
        Set<Integer> given = new HashSet<>();
        for (KeyCondition condition : conditions) {
            int index = Cells.indexOf(known, condition.column());
            if (keys.stream()
                    .noneMatch(key -> key.column() == index && key.operations().contains(condition.operation()))) {
                throw new PluginException(
                        ErrorCode.INVALID_ARGUMENT,
                        "The row set '" + name + "' can't filter column '" + condition.column() + "' by "
                                + condition.operation() + "; it can by " + Cells.describe(known, keys));
            }
            given.add(index);
        }
        for (KeyColumn key : keys) {
            if (key.required() && !given.contains(key.column())) {
                throw new PluginException(
                        ErrorCode.INVALID_ARGUMENT,
                        "The row set '" + name + "' can't be read without a value for its key column '"
                                + Cells.nameOf(known, key.column()) + "'; add where(...) with one of "
                                + key.operations());
            }
        }
    }

    /** Whether both want the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RowQuery that
                && columns.equals(that.columns)
                && offset == that.offset
                && limit == that.limit
                && conditions.equals(that.conditions)
                && update == that.update
                && advisory == that.advisory;
    }

    @Override
    public int hashCode() {
        return Objects.hash(columns, offset, limit, conditions, update, advisory);
    }

    @Override
    public String toString() {
        return "RowQuery[columns " + (columns.isEmpty() ? "all" : columns) + ", offset " + offset + ", limit "
                + (limit < 0 ? "none" : limit) + ", conditions " + conditions + (update ? ", for update]" : "]");
    }
}
