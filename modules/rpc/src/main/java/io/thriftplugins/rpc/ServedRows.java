package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.KeyCondition;
import io.thriftplugins.KeyOperation;
import io.thriftplugins.PluginException;
import io.thriftplugins.RowCursor;
import io.thriftplugins.RowOutput;
import io.thriftplugins.RowQuery;
import io.thriftplugins.RowResult;
import io.thriftplugins.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/**
 * A row set of this side as one peer reads it: the wire has one reading for each handle (contract 5.2). A reading
 * begins with the first request that needs a row, after the reader has told what it wants.
 *
 * <p>The source is used by one call at a time; others wait. Only closing doesn't: a source that is busy for a reader
 * who has given up is closed by the call that it is busy with.
 */
final class ServedRows {

    private final RowSet rows;

    /** Held while a call uses the source. */
    private final ReentrantLock turn = new ReentrantLock();

    /** Set by who wants the reading closed, cleared by who does it. */
    private volatile boolean closeWanted;

    /** These, and all that follows, belong to who has the turn. */
    private RowQuery context = RowQuery.all();

    private final List<KeyCondition> conditions = new ArrayList<>();
    private @Nullable RowCursor cursor;
    private @Nullable BatchWriter batch;
    private @Nullable RowOutput output;

    /** Whether the cursor's row is still to be sent. */
    private boolean pending;

    private boolean ended;

    /** What is to be thrown when the rows before it are sent. */
    private @Nullable RuntimeException failure;

    ServedRows(RowSet rows) {
        this.rows = rows;
    }

    RowSet rows() {
        return rows;
    }

    /** Does something with the source when nobody else does. */
    <T> T exclusively(Callable<T> action) throws Exception {
        turn.lockInterruptibly();
        try {
            closeIfWanted();
            return action.call();
        } finally {
            turn.unlock();
            closeIfFree();
        }
    }

    /** Ends the reading, or has it ended by who is busy with it. */
    void close() throws Exception {
        closeWanted = true;
        closeIfFree();
    }

    private void closeIfFree() throws Exception {
        while (closeWanted && turn.tryLock()) {
            try {
                closeIfWanted();
            } finally {
                turn.unlock();
            }
        }
    }

    private void closeIfWanted() {
        if (closeWanted) {
            closeWanted = false;
            end();
        }
    }

    private void end() {
        RowCursor oldCursor = cursor;
        RowOutput oldOutput = output;
        cursor = null;
        output = null;
        batch = null;
        pending = false;
        ended = false;
        failure = null;
        try {
            if (oldCursor != null) {
                oldCursor.close();
            }
        } finally {
            if (oldOutput != null) {
                oldOutput.close();
            }
        }
    }

    /** The peer has released the handle: ends the reading and, if the row set was handed over, the row set. */
    void release(boolean handedOver) throws Exception {
        try {
            close();
        } finally {
            if (handedOver) {
                rows.close();
            }
        }
    }

    /** Goes back to before the first row. */
    void reset() {
        RowCursor current = cursor;
        if (current != null && failure == null) {
            current.seek(0);
            pending = false;
            ended = false;
        } else {
            end();
        }
    }

    /** Rows that were sent already are not affected: a new context counts from the next reading on. */
    void context(RowQuery query) {
        context = query;
        restartUnlessBegun();
    }

    void condition(int column, KeyOperation operation, @Nullable Object value) {
        String name = rows.columns().get(column).name();
        uncondition(column, operation);
        conditions.add(new KeyCondition(name, operation, value));
    }

    void uncondition(int column, KeyOperation operation) {
        String name = rows.columns().get(column).name();
        conditions.removeIf(old -> old.operation() == operation && old.column().equals(name));
        restartUnlessBegun();
    }

    private void restartUnlessBegun() {
        RowCursor current = cursor;
        if (failure != null || (current != null && current.position() < 0)) {
            end();
        }
    }

    /**
     * Fills a batch.
     *
     * @param count how many rows it may have
     * @return writes the reply
     */
    RpcMethod.Reply fetch(ObjectSpace space, int count, boolean byColumn) throws TException {
        RowCursor current = cursor(space);
        BatchWriter target = batch(space, byColumn);
        target.clear();
        RuntimeException before = failure;
        if (before != null) {
            throw before;
        }
        BatchEnd end = new BatchEnd();
        try {
            while (target.rows() < count && !end.reached(target)) {
                if (!pending && !current.next()) {
                    ended = true;
                    break;
                }
                pending = true;
                if (!target.add(current)) {
                    break;
                }
                pending = false;
            }
        } catch (RuntimeException e) {
            failure = e;
            if (target.rows() == 0) {
                throw e;
            }
        }
        boolean more = !ended;
        return (out, values) -> target.write(out, more);
    }

    private BatchWriter batch(ObjectSpace space, boolean byColumn) {
        BatchWriter known = batch;
        if (known == null || byColumn != known instanceof ColumnBatchWriter) {
            known = Staging.batch(space, rows.columns(), context, byColumn);
            batch = known;
        }
        return known;
    }

    /** The reading, begun if there is none. */
    private RowCursor cursor(ObjectSpace space) {
        RowCursor current = cursor;
        if (current == null) {
            RowQuery query = space.peerHas(Features.COLUMN_BATCHES) ? context : context.advisory();
            for (KeyCondition condition : conditions) {
                query = query.where(condition.column(), condition.operation(), condition.value());
            }
            // The wire doesn't tell whether the reader will change rows.
            current = rows.read(query.forUpdate());
            cursor = current;
        }
        return current;
    }

    /** The index of the last row sent; -1 before the first. */
    long position() {
        RowCursor current = cursor;
        return current == null ? -1 : current.position() - (pending ? 1 : 0);
    }

    long totalRows(ObjectSpace space) {
        return cursor(space).totalRows().orElse(-1);
    }

    /** Makes a row the last one sent; does nothing if the source can't (contract 5.2). */
    void seek(ObjectSpace space, long offset, int origin) {
        RowCursor current = cursor(space);
        long target;
        switch (origin) {
            case 0 -> target = offset;
            case 1 -> target = position() + offset;
            default -> {
                // As .NET does: 0 from the end is the last row.
                long total = totalRows(space);
                if (total < 0) {
                    return;
                }
                target = total - 1 - offset;
            }
        }
        if (target < -1) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT, "There is no row " + target + "; -1 is before the first one");
        }
        try {
            current.seek(target + 1);
            pending = false;
            ended = false;
        } catch (PluginException e) {
            if (e.code() != ErrorCode.NOT_SUPPORTED) {
                throw e;
            }
        }
    }

    RowResult update(int column, @Nullable Object value) {
        RowCursor current = cursor;
        if (current == null) {
            return RowResult.NO_DATA;
        }
        return pending ? RowResult.INVALID_INPUT_STATE : current.update(column, value);
    }

    RowResult delete() {
        RowCursor current = cursor;
        if (current == null) {
            return RowResult.NO_DATA;
        }
        return pending ? RowResult.INVALID_INPUT_STATE : current.delete();
    }

    RowResult write(List<@Nullable Object> values) {
        RowOutput target = output;
        if (target == null) {
            target = rows.write();
            output = target;
        }
        return target.writeRow(values);
    }
}
