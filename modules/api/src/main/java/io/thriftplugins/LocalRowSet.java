package io.thriftplugins;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A row set of this side. */
final class LocalRowSet implements RowSet {

    private final RowSetBuilder.Parts parts;
    private final AtomicBoolean opened = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();

    LocalRowSet(RowSetBuilder.Parts parts) {
        this.parts = parts;
    }

    @Override
    public String name() {
        return parts.name();
    }

    @Override
    public String description() {
        return parts.description();
    }

    /** Only what can be opened again is an input: a peer of the contract opens and closes inputs as it likes. */
    @Override
    public ObjectKind kind() {
        if (parts.source() == null) {
            return ObjectKind.ROWS_OUTPUT;
        }
        return parts.once() ? ObjectKind.ROWS_ITERATOR : ObjectKind.ROWS_INPUT;
    }

    @Override
    public List<Column> columns() {
        return parts.columns();
    }

    @Override
    public List<KeyColumn> keyColumns() {
        return parts.keys();
    }

    @Override
    public List<String> uniqueKey() {
        return parts.uniqueKey();
    }

    boolean once() {
        return parts.once();
    }

    @Override
    public RowCursor read(RowQuery query) {
        checkOpen();
        query.check(name(), columns(), keyColumns());
        try {
            return new LocalCursor(this, query, open(query));
        } catch (Exception e) {
            throw unchecked(e, "The row set '" + name() + "' can't be opened");
        }
    }

    /** Begins a reading of the source. */
    RowSource open(RowQuery query) throws Exception {
        RowSource.Factory source = parts.source();
        if (source == null) {
            throw new PluginException(ErrorCode.NOT_SUPPORTED, "Rows can only be written to '" + name() + "'");
        } else if (parts.once() && !opened.compareAndSet(false, true)) {
            throw new PluginException(
                    ErrorCode.NOT_SUPPORTED,
                    "The row set '" + name() + "' can be read only once, and was; it is made of a stream or the like");
        }
        return source.open(query);
    }

    @Override
    public RowOutput write() {
        checkOpen();
        RowOutput output =
                parts.output() == null ? RowSet.super.write() : parts.output().get();
        return new FittingOutput(columns(), output);
    }

    private void checkOpen() {
        if (closed.get()) {
            throw new PluginException(ErrorCode.OBJECT_RELEASED, "The row set '" + name() + "' is closed");
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                parts.onClose().close();
            } catch (Exception e) {
                throw unchecked(e, "Closing the row set '" + name() + "' failed");
            }
        }
    }

    static RuntimeException unchecked(Exception e, String problem) {
        if (e instanceof RuntimeException unchecked) {
            return unchecked;
        } else if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return new PluginException(ErrorCode.CANCELLED, problem + ": interrupted", e);
        }
        return new PluginException(ErrorCode.FUNCTION_FAILED, problem + ": " + e.getMessage(), e);
    }

    @Override
    public String toString() {
        return "RowSet[" + name() + ", " + columns().size() + " columns]";
    }

    /** Passes on only rows that fit the columns. */
    private record FittingOutput(List<Column> columns, RowOutput target) implements RowOutput {

        @Override
        public RowResult writeRow(List<? extends @Nullable Object> values) {
            if (values.size() != columns.size()) {
                return RowResult.INVALID_ARGUMENTS;
            }
            List<@Nullable Object> fitting = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                Object value = values.get(i);
                try {
                    fitting.add(value == null ? null : Cells.fit(columns.get(i).type(), value));
                } catch (IllegalArgumentException e) {
                    return RowResult.CANNOT_CAST;
                }
            }
            return target.writeRow(fitting);
        }

        @Override
        public void close() {
            target.close();
        }
    }
}
