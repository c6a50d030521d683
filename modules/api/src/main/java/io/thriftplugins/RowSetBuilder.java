package io.thriftplugins;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Collects what a row set of this side consists of, see {@link RowSet#builder}. Not safe for use by many threads. */
public final class RowSetBuilder {

    private final String name;
    private String description = "";
    private final List<Column> columns = new ArrayList<>();
    private final List<KeyColumn> keys = new ArrayList<>();
    private List<String> uniqueKey = List.of();
    private RowSource.@Nullable Factory source;
    private boolean once;
    private @Nullable Supplier<? extends RowOutput> output;
    private AutoCloseable onClose = () -> {};

    RowSetBuilder(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * Says what it holds.
     *
     * @param text for people
     * @return this
     */
    public RowSetBuilder description(String text) {
        description = Objects.requireNonNull(text, "text");
        return this;
    }

    /**
     * Adds a column.
     *
     * @param columnName its name
     * @param type the type of its values
     * @return this
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if there is one of this name, in any case
     */
    public RowSetBuilder column(String columnName, DataType type) {
        return columns(List.of(Column.of(columnName, type)));
    }

    /**
     * Adds a column.
     *
     * @param columnName its name
     * @param type the type of its values
     * @param text what it holds, for people
     * @return this
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if there is one of this name, in any case
     */
    public RowSetBuilder column(String columnName, DataType type, String text) {
        return columns(List.of(new Column(columnName, type, text)));
    }

    /**
     * Adds columns.
     *
     * @param more the columns, such as those of a {@link RowMapping}
     * @return this
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if two have the same name, in any case
     */
    public RowSetBuilder columns(List<Column> more) {
        for (Column column : more) {
            if (columns.stream().anyMatch(other -> other.name().equalsIgnoreCase(column.name()))) {
                throw new PluginException(
                        ErrorCode.INVALID_ARGUMENT,
                        "The row set '" + name + "' has two columns '" + column.name()
                                + "'; names differ by more than case");
            }
            columns.add(column);
        }
        return this;
    }

    /**
     * Makes a column one that the source filters by, if the reader wants.
     *
     * @param columnName the name of a column that was added
     * @param operations how it may be compared; at least one
     * @return this
     */
    public RowSetBuilder key(String columnName, KeyOperation... operations) {
        return key(columnName, false, operations);
    }

    /**
     * Makes a column one that the source filters by, and can't be read without.
     *
     * @param columnName the name of a column that was added
     * @param operations how it may be compared; at least one
     * @return this
     */
    public RowSetBuilder requiredKey(String columnName, KeyOperation... operations) {
        return key(columnName, true, operations);
    }

    private RowSetBuilder key(String columnName, boolean required, KeyOperation... operations) {
        int index = Cells.indexOf(columns, columnName);
        if (operations.length == 0 || keys.stream().anyMatch(key -> key.column() == index)) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The key column '" + columnName + "' of '" + name + "' needs one declaration with all operations");
        }
        keys.add(new KeyColumn(index, required, List.of(operations)));
        return this;
    }

    /**
     * Sets the texts that together tell from what it is made, such as a file's name.
     *
     * @param texts the texts
     * @return this
     */
    public RowSetBuilder uniqueKey(String... texts) {
        uniqueKey = List.of(texts);
        return this;
    }

    /**
     * Where the rows come from. The factory is called for each reading, by several threads if several read.
     *
     * @param factory begins a reading
     * @return this
     */
    public RowSetBuilder source(RowSource.Factory factory) {
        source = Objects.requireNonNull(factory, "factory");
        once = false;
        return this;
    }

    /**
     * Where the rows come from, if they can be read only once: a second reading is refused.
     *
     * @param factory begins the only reading
     * @return this
     */
    public RowSetBuilder sourceOnce(RowSource.Factory factory) {
        source(factory);
        once = true;
        return this;
    }

    /**
     * Where rows that are written go to. The values that it gets fit the columns.
     *
     * @param supplier called when somebody begins to write
     * @return this
     */
    public RowSetBuilder output(Supplier<? extends RowOutput> supplier) {
        output = Objects.requireNonNull(supplier, "supplier");
        return this;
    }

    /**
     * What to do when the row set is closed.
     *
     * @param action the action; called once, by any thread
     * @return this
     */
    public RowSetBuilder onClose(AutoCloseable action) {
        onClose = Objects.requireNonNull(action, "action");
        return this;
    }

    /**
     * Makes the row set.
     *
     * @return the row set
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if it has neither source nor output
     */
    public RowSet build() {
        if (source == null && output == null) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The row set '" + name + "' can be neither read nor written; call source(...) or output(...)");
        }
        return new LocalRowSet(new Parts(
                name, description, List.copyOf(columns), List.copyOf(keys), uniqueKey, source, once, output, onClose));
    }

    /** What was collected. */
    record Parts(
            String name,
            String description,
            List<Column> columns,
            List<KeyColumn> keys,
            List<String> uniqueKey,
            RowSource.@Nullable Factory source,
            boolean once,
            @Nullable Supplier<? extends RowOutput> output,
            AutoCloseable onClose) {}
}
