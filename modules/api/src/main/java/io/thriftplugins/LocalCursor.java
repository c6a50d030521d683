package io.thriftplugins;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** Reads a source on this side. What a query wants beyond the conditions is done here. */
final class LocalCursor implements RowCursor {

    private final LocalRowSet rows;
    private final RowQuery query;
    private final long offset;
    private final long limit;
    private final RowBuffer buffer;
    private RowSource source;

    private long row = -1;
    private boolean current;
    private boolean ended;

    /** Whether the query's offset is skipped. */
    private boolean positioned;

    private boolean closed;
    private @Nullable RuntimeException failure;

    LocalCursor(LocalRowSet rows, RowQuery query, RowSource source) {
        this.rows = rows;
        this.query = query;
        this.offset = query.isAdvisory() ? 0 : query.offset();
        this.limit = query.isAdvisory() ? Long.MAX_VALUE : query.limit().orElse(Long.MAX_VALUE);
        this.buffer = new RowBuffer(rows.columns());
        this.source = source;
    }

    @Override
    public List<Column> columns() {
        return rows.columns();
    }

    @Override
    public boolean next() {
        checkUsable();
        current = !ended && row + 1 < limit && !rows.columns().isEmpty() && advance();
        if (!current) {
            ended = true;
        } else {
            row++;
        }
        return current;
    }

    private boolean advance() {
        try {
            if (!positioned) {
                positioned = true;
                if (!skip(offset)) {
                    return false;
                }
            }
            buffer.clear(row + 1);
            return source.next(buffer);
        } catch (Exception e) {
            current = false;
            throw failed(e);
        }
    }

    private boolean skip(long count) throws Exception {
        if (count == 0 || source.seek(count)) {
            return true;
        }
        for (long i = 0; i < count; i++) {
            buffer.clear(i - count);
            if (!source.next(buffer)) {
                return false;
            }
        }
        return true;
    }

    private RuntimeException failed(Exception e) {
        failure = LocalRowSet.unchecked(e, "Reading the row set '" + rows.name() + "' failed after row " + row);
        return failure;
    }

    private void checkUsable() {
        if (closed) {
            throw new PluginException(ErrorCode.CLOSED, "The cursor over '" + rows.name() + "' is closed");
        } else if (failure != null) {
            throw failure;
        }
    }

    private <T> T ask(Callable<T> question) {
        checkUsable();
        try {
            return question.call();
        } catch (Exception e) {
            throw failed(e);
        }
    }

    @Override
    public long position() {
        return row;
    }

    @Override
    public OptionalLong totalRows() {
        long total = ask(source::totalRows);
        return total < 0 ? OptionalLong.empty() : OptionalLong.of(Math.min(limit, Math.max(0, total - offset)));
    }

    @Override
    public void seek(long target) {
        if (target < 0) {
            throw new PluginException(ErrorCode.INVALID_ARGUMENT, "There is no row " + target + "; they begin at 0");
        }
        boolean done = ask(() -> source.seek(target > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + target));
        if (done) {
            positioned = true;
        } else if (target == 0 && row < 0 && !ended) {
            return;
        } else if (target == 0 && !rows.once()) {
            reopen();
        } else {
            throw new PluginException(
                    ErrorCode.NOT_SUPPORTED,
                    "The row set '" + rows.name() + "' can't go to row " + target + "; it is read in order"
                            + (rows.once() ? ", and once" : ""));
        }
        row = target - 1;
        current = false;
        ended = false;
    }

    private void reopen() {
        source = ask(() -> {
            source.close();
            return rows.open(query);
        });
        positioned = false;
    }

    @Override
    public RowResult update(int column, @Nullable Object value) {
        checkForUpdate();
        if (!current) {
            return RowResult.NO_DATA;
        } else if (column < 0 || column >= columns().size()) {
            return RowResult.INVALID_COLUMN_INDEX;
        }
        Object fitting = null;
        if (value != null) {
            try {
                fitting = Cells.fit(columns().get(column).type(), value);
            } catch (IllegalArgumentException e) {
                return RowResult.CANNOT_CAST;
            }
        }
        Object checked = fitting;
        return ask(() -> source.update(column, checked));
    }

    @Override
    public RowResult delete() {
        checkForUpdate();
        return current ? ask(source::delete) : RowResult.NO_DATA;
    }

    private void checkForUpdate() {
        checkUsable();
        if (!query.isForUpdate()) {
            throw new PluginException(
                    ErrorCode.NOT_SUPPORTED,
                    "Rows can be changed only by a cursor of read(query.forUpdate()); this one over '" + rows.name()
                            + "' is not");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            current = false;
            try {
                source.close();
            } catch (Exception e) {
                throw LocalRowSet.unchecked(e, "Closing the row set '" + rows.name() + "' failed");
            }
        }
    }

    private RowBuffer row() {
        if (!current) {
            throw new IllegalStateException(
                    "The cursor over '" + rows.name() + "' stands on no row; call next(), which must return true");
        }
        return buffer;
    }

    @Override
    public boolean isNull(int column) {
        return row().isNull(column);
    }

    @Override
    public long getLong(int column) {
        return row().getLong(column);
    }

    @Override
    public double getDouble(int column) {
        return row().getDouble(column);
    }

    @Override
    public boolean getBoolean(int column) {
        return row().getBoolean(column);
    }

    @Override
    public @Nullable String getString(int column) {
        return row().getString(column);
    }

    @Override
    public @Nullable Object get(int column) {
        return row().get(column);
    }
}
