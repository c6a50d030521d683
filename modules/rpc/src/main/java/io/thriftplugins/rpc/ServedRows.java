package io.thriftplugins.rpc;

import io.thriftplugins.Column;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.KeyColumn;
import io.thriftplugins.KeyCondition;
import io.thriftplugins.KeyOperation;
import io.thriftplugins.PluginException;
import io.thriftplugins.RowCursor;
import io.thriftplugins.RowOutput;
import io.thriftplugins.RowQuery;
import io.thriftplugins.RowResult;
import io.thriftplugins.RowSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/**
 * A row set of this side as one peer reads it: the wire has one reading for each handle (contract 5.2). A reading
 * begins with the first request that needs a row, after the reader has told what it wants.
 *
 * <p>The source is used by one call at a time; others wait. Only closing doesn't: a source that is busy for a reader
 * who has given up is interrupted, and closed by the call that it is busy with.
 */
final class ServedRows {

    private final RowSet rows;
    private final Turns turns = new Turns(this::end);

    /** Whether the peer has released the handle. */
    private volatile boolean released;

    /** Whether the row set is to be closed with the reading. */
    private volatile boolean disposing;

    /** These, and all that follows, belong to who has the turn. */
    private final KeptQuery wanted = new KeptQuery();

    private @Nullable RowCursor cursor;
    private @Nullable RowOutput output;

    /**
     * What batches of this reading are collected in, but for those that are being filled or sent: the next one may be
     * asked for, over another connection, before the last is done with.
     */
    private Queue<BatchWriter> batches = new ConcurrentLinkedQueue<>();

    /** Whether the cursor's row is still to be sent. */
    private boolean pending;

    private boolean ended;

    /** What is to be thrown when the rows before it are sent. */
    private @Nullable Throwable failure;

    ServedRows(RowSet rows) {
        this.rows = rows;
    }

    RowSet rows() {
        return rows;
    }

    /** Does something with the source when nobody else does. */
    <T> T exclusively(Callable<T> action) throws Exception {
        return turns.take(() -> {
            checkHeld(null);
            try {
                return action.call();
            } catch (Exception e) {
                checkHeld(e);
                throw e;
            }
        });
    }

    /** A call that was on its way when the handle was released must not begin a reading that nobody would end. */
    private void checkHeld(@Nullable Exception consequence) {
        if (released) {
            throw new PluginException(
                    ErrorCode.OBJECT_RELEASED, "The row set '" + rows.name() + "' was released", consequence);
        }
    }

    /** Ends the reading, or has it ended by who is busy with it. */
    void close() throws Exception {
        turns.end();
    }

    /** The peer has released the handle: ends the reading and, if the row set was handed over, the row set. */
    void release(boolean handedOver) throws Exception {
        disposing = handedOver;
        released = true;
        turns.end();
    }

    private void end() {
        RowCursor oldCursor = cursor;
        RowOutput oldOutput = output;
        cursor = null;
        output = null;
        batches = new ConcurrentLinkedQueue<>();
        pending = false;
        ended = false;
        failure = null;
        if (released) {
            wanted.forget();
        }
        try {
            if (oldCursor != null) {
                oldCursor.close();
            }
        } finally {
            try {
                if (oldOutput != null) {
                    oldOutput.close();
                }
            } finally {
                if (disposing) {
                    disposing = false;
                    rows.close();
                }
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
    void context(ObjectSpace space, RowQuery query, int bytes) {
        restartUnlessBegun();
        wanted.context(space.filters(), query, bytes);
    }

    /** What can't be filtered by is refused here already, and not kept until somebody wants to read. */
    void condition(ObjectSpace space, int column, KeyOperation operation, @Nullable Object value, int bytes) {
        restartUnlessBegun();
        wanted.set(
                space.filters(),
                new KeyCondition(columnName(column), operation, value),
                bytes,
                query -> query.check(rows.name(), rows.columns(), optionalKeys()));
    }

    /** Whether all that are required are there shows when the reading begins. */
    private List<KeyColumn> optionalKeys() {
        return rows.keyColumns().stream()
                .map(key -> new KeyColumn(key.column(), false, key.operations()))
                .toList();
    }

    void uncondition(int column, KeyOperation operation) {
        wanted.unset(columnName(column), operation);
        restartUnlessBegun();
    }

    private String columnName(int column) {
        List<Column> columns = rows.columns();
        if (column < 0 || column >= columns.size()) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT,
                    "The row set '" + rows.name() + "' has no column " + column + "; it has " + columns.size()
                            + ", counted from 0");
        }
        return columns.get(column).name();
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
        rethrow();
        BatchWriter target = takeBatch(space, byColumn);
        BatchReply reply = new BatchReply(target, batches);
        try {
            fill(target, current, count);
        } catch (TException | RuntimeException | Error e) {
            failure = e;
            if (target.rows() == 0) {
                reply.done();
                throw e;
            }
        }
        return reply.saying(!ended);
    }

    private void rethrow() throws TException {
        Throwable before = failure;
        if (before instanceof Error error) {
            throw error;
        } else if (before instanceof TException unsent) {
            throw unsent;
        } else if (before instanceof RuntimeException unchecked) {
            throw unchecked;
        }
    }

    private void fill(BatchWriter target, RowCursor current, int count) throws TException {
        BatchEnd end = new BatchEnd();
        while (target.rows() < count && !end.reached(target)) {
            if (!pending && !current.next()) {
                ended = true;
                return;
            }
            pending = true;
            if (!add(target, current)) {
                return;
            }
            pending = false;
        }
    }

    /** Objects in a row that waits get handles again when it is sent; those in one that can't be sent are closed. */
    private static boolean add(BatchWriter target, RowCursor row) throws TException {
        int before = target.passed().count();
        boolean failed = true;
        try {
            boolean added = target.add(row);
            failed = false;
            if (!added) {
                target.passed().forgetFrom(before);
            }
            return added;
        } finally {
            if (failed) {
                target.passed().takeBackFrom(before);
            }
        }
    }

    private BatchWriter takeBatch(ObjectSpace space, boolean byColumn) {
        BatchWriter known = batches.poll();
        if (known == null || byColumn != known instanceof ColumnBatchWriter) {
            return Staging.batch(space, rows.columns(), wanted.context(), byColumn);
        }
        known.clear();
        return known;
    }

    /** The reading, begun if there is none. */
    private RowCursor cursor(ObjectSpace space) {
        RowCursor current = cursor;
        if (current == null) {
            RowQuery query = space.peerHas(Features.COLUMN_BATCHES) ? wanted.context() : ofContract();
            current = rows.read(wanted.filter(query));
            cursor = current;
        }
        return current;
    }

    /** The contract's readers don't tell whether they will change rows, and may name columns that are theirs alone. */
    private RowQuery ofContract() {
        List<Column> columns = rows.columns();
        RowQuery context = wanted.context();
        String[] known = context.columns().stream()
                .filter(name ->
                        columns.stream().anyMatch(column -> column.name().equalsIgnoreCase(name)))
                .toArray(String[]::new);
        return context.columns(known).advisory().forUpdate();
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
