package io.thriftplugins.rpc;

import io.thriftplugins.Column;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.RowCursor;
import io.thriftplugins.RowQuery;
import io.thriftplugins.RowResult;
import java.util.List;
import java.util.OptionalLong;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/** Goes over the rows of a peer's row set, batch by batch. */
final class RemoteCursor implements RowCursor {

    private static final ObjectMethod UPDATE_VALUE = ObjectMethod.of("RowsSet_UpdateValue");
    private static final ObjectMethod DELETE_ROW = ObjectMethod.of("RowsSet_DeleteRow");

    private final RemoteRowSet rowSet;
    private final RemoteHandle handle;
    private final RowsSession session;
    private final List<Column> columns;
    private final boolean update;
    private final BatchSource source;

    /** How many rows this side skips and takes; an owner of ours does so itself. */
    private final long offset;

    private final long limit;

    private Batch batch;

    /** How many rows the batch has, and up to which, exclusively, they are wanted. */
    private int batchRows;

    private int rows;

    /** The current row's place in the batch; there is none at or behind {@link #rows}, nor at -1. */
    private int row = -1;

    /** The index of the batch's first row among the rows of this reading; negative while the offset is skipped. */
    private long base;

    /** Where the cursor stands when there is no current row. */
    private long idle = -1;

    private int fetched;

    /** Whether the owner's cursor stands anywhere but before the first row. */
    private boolean moved;

    /** Whether nothing is to be fetched behind this batch. */
    private boolean last;

    private boolean closed;
    private @Nullable RuntimeException failure;

    RemoteCursor(RemoteRowSet rowSet, RemoteHandle handle, RowsSession session, List<Column> columns, RowQuery query) {
        this.rowSet = rowSet;
        this.handle = handle;
        this.session = session;
        this.columns = columns;
        this.update = query.isForUpdate();
        boolean ours = session.isOurs();
        this.offset = ours ? 0 : query.offset();
        this.limit = ours ? Long.MAX_VALUE : query.limit().orElse(Long.MAX_VALUE);
        this.base = -offset;
        this.batch = newBatch(ours);
        this.source = new BatchSource(handle, ours, update, newBatch(ours));
        this.last = isBehind(0);
    }

    private Batch newBatch(boolean ours) {
        return ours ? new ColumnBatch(handle.space(), columns) : new RowListBatch(handle.space(), columns);
    }

    /** Without columns there are no rows (contract 12). */
    private boolean isBehind(long index) {
        return columns.isEmpty() || index >= limit;
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        int next = row + 1;
        if (next < rows) {
            row = next;
            return true;
        }
        return nextBatch();
    }

    private boolean nextBatch() {
        checkUsable();
        idle = position();
        leave();
        try {
            while (!last) {
                fetch();
                if (row < rows) {
                    return true;
                }
            }
        } catch (RuntimeException e) {
            failure = e;
            leave();
            session.doubt();
            throw e;
        }
        leave();
        return false;
    }

    /** Goes to the first wanted row of the next batch, if it has one. */
    private void fetch() {
        base += batchRows;
        batchRows = 0;
        batch.drop();
        batch = source.next(batch, left(base));
        batchRows = batch.rows();
        fetched++;
        moved = true;
        long end = base + batchRows;
        last = batchRows == 0 || !batch.hasMore() || end >= limit;
        rows = end > limit ? (int) (limit - base) : batchRows;
        row = (int) Math.min(rows, Math.max(0, -base));
        // Not after the first one, which is small: many want only that.
        if (!last && fetched > 1) {
            source.prefetch(left(end));
        }
    }

    /** How many rows are wanted from one on, which is not behind the limit. */
    private long left(long index) {
        long left = limit - index;
        return left < 0 ? Long.MAX_VALUE : left;
    }

    /** There is no current row any more. */
    private void leave() {
        rows = 0;
        row = 0;
    }

    private void checkUsable() {
        if (closed) {
            throw new PluginException(ErrorCode.CLOSED, "The cursor over '" + handle.name() + "' is closed");
        } else if (failure != null) {
            throw failure;
        }
    }

    @Override
    public long position() {
        return row >= 0 && row < rows ? base + row : Math.max(idle, base + rows - 1);
    }

    @Override
    public OptionalLong totalRows() {
        checkUsable();
        long total = session.totalRows();
        return total < 0 ? OptionalLong.empty() : OptionalLong.of(Math.min(limit, Math.max(0, total - offset)));
    }

    @Override
    public void seek(long target) {
        checkUsable();
        if (target < 0 || target > Long.MAX_VALUE - offset) {
            throw new PluginException(ErrorCode.INVALID_ARGUMENT, "There is no row " + target + "; they begin at 0");
        }
        source.settle();
        if (moved && target + offset == 0) {
            session.reset();
        } else if (target + offset > 0 && !session.seek(target + offset)) {
            throw new PluginException(
                    ErrorCode.NOT_SUPPORTED,
                    "The row set '" + handle.name() + "' can't go to row " + target + "; it is read in order");
        }
        source.forget();
        moved = true;
        batch.drop();
        batchRows = 0;
        leave();
        base = target;
        idle = target - 1;
        last = isBehind(target);
    }

    @Override
    public RowResult update(int column, @Nullable Object value) {
        checkForUpdate();
        if (row < 0 || row >= rows) {
            return RowResult.NO_DATA;
        } else if (column < 0 || column >= columns.size()) {
            return RowResult.INVALID_COLUMN_INDEX;
        }
        return handle.call(
                UPDATE_VALUE,
                (out, values) -> {
                    out.i32Field(3, column);
                    out.field(TType.STRUCT, 4);
                    values.write(value);
                },
                RemoteOutput.RESULT);
    }

    @Override
    public RowResult delete() {
        checkForUpdate();
        return row < 0 || row >= rows
                ? RowResult.NO_DATA
                : handle.call(DELETE_ROW, ArgumentWriter.NONE, RemoteOutput.RESULT);
    }

    private void checkForUpdate() {
        checkUsable();
        if (!update) {
            throw new PluginException(
                    ErrorCode.NOT_SUPPORTED,
                    "Rows can be changed only by a cursor of read(query.forUpdate()); this one over '" + handle.name()
                            + "' is not");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            leave();
            if (!source.quiesce()) {
                session.doubt();
            }
            batch.drop();
            Endings.end(handle, session, rowSet);
        }
    }

    /** The current row's place in the batch. */
    private int row() {
        if (row < 0 || row >= rows) {
            throw new IllegalStateException(
                    "The cursor over '" + handle.name() + "' stands on no row; call next(), which must return true");
        }
        return row;
    }

    @Override
    public boolean isNull(int column) {
        return batch.isNull(row(), column);
    }

    @Override
    public long getLong(int column) {
        return batch.getLong(row(), column);
    }

    @Override
    public double getDouble(int column) {
        return batch.getDouble(row(), column);
    }

    @Override
    public boolean getBoolean(int column) {
        return batch.getBoolean(row(), column);
    }

    @Override
    public @Nullable String getString(int column) {
        return batch.getString(row(), column);
    }

    @Override
    public @Nullable Object get(int column) {
        return batch.get(row(), column);
    }
}
