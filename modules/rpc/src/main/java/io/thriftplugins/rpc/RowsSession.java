package io.thriftplugins.rpc;

import io.thriftplugins.Column;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.KeyCondition;
import io.thriftplugins.ObjectKind;
import io.thriftplugins.PluginException;
import io.thriftplugins.RowQuery;
import java.util.ArrayList;
import java.util.List;
import org.apache.thrift.protocol.TType;

/**
 * The state of a row set at its owner's, as far as this side has changed it: whether it is open, and what it was told.
 * An owner of ours needs not be opened, and applies what is wanted exactly; with others this side skips and counts the
 * rows, since the contract leaves open who does (12).
 */
final class RowsSession {

    private static final ObjectMethod OPEN = ObjectMethod.of("RowsSet_Open");
    private static final ObjectMethod CLOSE = ObjectMethod.of("RowsSet_Close");
    private static final ObjectMethod RESET = ObjectMethod.of("RowsSet_Reset");
    private static final ObjectMethod SET_CONTEXT = ObjectMethod.of("RowsSet_SetContext");
    private static final ObjectMethod SET_KEY = ObjectMethod.of("RowsSet_SetKeyColumnValue");
    private static final ObjectMethod UNSET_KEY = ObjectMethod.of("RowsSet_UnsetKeyColumnValue");
    private static final ObjectMethod POSITION = ObjectMethod.of("RowsSet_Position");
    private static final ObjectMethod TOTAL_ROWS = ObjectMethod.of("RowsSet_TotalRows");
    private static final ObjectMethod SEEK = ObjectMethod.of("RowsSet_Seek");

    private static final Result<Integer> NUMBER = new Result<>(TType.I32, false, (in, values) -> in.readI32());

    private final RemoteHandle handle;

    /** Guarded by this, as all below. */
    private boolean open;

    /** Whether rows were read since it was opened or reset. */
    private boolean begun;

    /** Whether a request for rows was given up, so that the owner may serve it yet. */
    private boolean doubtful;

    private RowQuery told = RowQuery.all();
    private final List<ToldKey> keys = new ArrayList<>();

    private record ToldKey(int column, KeyCondition condition) {}

    RowsSession(RemoteHandle handle) {
        this.handle = handle;
    }

    boolean isOurs() {
        return handle.space().peerHas(Features.COLUMN_BATCHES);
    }

    /** An iterator of the contract is neither opened nor told what is wanted (5.2). */
    private boolean opens() {
        return !isOurs() && handle.kind() != ObjectKind.ROWS_ITERATOR;
    }

    synchronized void open() {
        if (opens() && !open) {
            handle.call(OPEN, ArgumentWriter.NONE, Result.VOID);
            open = true;
            begun = false;
        }
    }

    /** A request for rows was given up. */
    synchronized void doubt() {
        doubtful = true;
    }

    /** Prepares a reading from the begin, without filters. */
    synchronized void begin(RowQuery query, List<Column> columns) {
        open();
        if (doubtful && isOurs()) {
            handle.call(OPEN, ArgumentWriter.NONE, Result.VOID);
        }
        doubtful = false;
        if (begun) {
            handle.call(RESET, ArgumentWriter.NONE, Result.VOID);
        }
        for (ToldKey key : List.copyOf(keys)) {
            handle.call(
                    UNSET_KEY,
                    (out, values) -> {
                        out.i32Field(3, key.column);
                        out.stringField(4, key.condition.operation().wireName());
                    },
                    Result.VOID);
            keys.remove(key);
        }
        RowQuery wanted = pushed(query);
        if (!wanted.equals(told) && (isOurs() || opens())) {
            handle.call(SET_CONTEXT, (out, values) -> WireContext.write(out, columns, wanted), Result.VOID);
            told = wanted;
        }
        begun = true;
    }

    /** What the owner is told; the conditions go their own way. */
    private RowQuery pushed(RowQuery query) {
        RowQuery pushed = RowQuery.all().columns(query.columns().toArray(String[]::new));
        if (isOurs()) {
            pushed = query.isForUpdate() ? pushed.forUpdate() : pushed;
            pushed = pushed.offset(query.offset());
            return query.limit().isPresent() ? pushed.limit(query.limit().getAsLong()) : pushed;
        }
        // Who skips is open; so nobody is asked to.
        return query.maxRows().isPresent() ? pushed.limit(query.maxRows().getAsLong()) : pushed;
    }

    synchronized void set(List<Column> columns, KeyCondition condition) {
        ToldKey key = new ToldKey(indexOf(columns, condition.column()), condition);
        keys.add(key);
        handle.call(
                SET_KEY,
                (out, values) -> {
                    out.i32Field(3, key.column);
                    out.stringField(4, condition.operation().wireName());
                    out.field(TType.STRUCT, 5);
                    values.write(condition.value());
                },
                Result.VOID);
    }

    /** The query was checked: there is one. */
    private static int indexOf(List<Column> columns, String name) {
        int found = -1;
        for (int i = 0; i < columns.size(); i++) {
            String other = columns.get(i).name();
            if (other.equals(name) || (found < 0 && other.equalsIgnoreCase(name))) {
                found = i;
            }
        }
        return found;
    }

    long totalRows() {
        return handle.call(TOTAL_ROWS, ArgumentWriter.NONE, NUMBER);
    }

    /** Goes to before the first row. */
    synchronized void reset() {
        handle.call(RESET, ArgumentWriter.NONE, Result.VOID);
    }

    /** Goes to just before a row; false if the owner can't. */
    boolean seek(long row) {
        if (row > Integer.MAX_VALUE) {
            throw new PluginException(
                    ErrorCode.LIMIT_EXCEEDED, "The row " + row + " is beyond what can be told, which is 2147483647");
        }
        handle.call(
                SEEK,
                (out, values) -> {
                    out.i32Field(3, (int) row - 1);
                    out.i32Field(4, 0);
                },
                Result.VOID);
        return handle.call(POSITION, ArgumentWriter.NONE, NUMBER) == row - 1;
    }

    /** Ends the reading or writing. */
    synchronized void close() {
        if (isOurs() || open) {
            open = false;
            begun = false;
            handle.call(CLOSE, ArgumentWriter.NONE, Result.VOID);
        }
    }
}
