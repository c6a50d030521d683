package io.thriftplugins.rpc;

import io.thriftplugins.Column;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.KeyColumn;
import io.thriftplugins.KeyCondition;
import io.thriftplugins.ObjectKind;
import io.thriftplugins.PluginException;
import io.thriftplugins.RowCursor;
import io.thriftplugins.RowOutput;
import io.thriftplugins.RowQuery;
import io.thriftplugins.RowSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/** A row set of the peer. The wire has one reading for each handle, and so has this. */
final class RemoteRowSet implements RowSet, RemoteProxy {

    private static final ObjectMethod GET_COLUMNS = ObjectMethod.of("RowsSet_GetColumns");
    private static final ObjectMethod GET_KEY_COLUMNS = ObjectMethod.of("RowsSet_GetKeyColumns");
    private static final ObjectMethod GET_UNIQUE_KEY = ObjectMethod.of("RowsSet_GetUniqueKey");
    private static final ObjectMethod GET_DESCRIPTION = ObjectMethod.of("RowsSet_GetDescription");

    private static final Result<List<Column>> COLUMNS =
            new Result<>(TType.LIST, false, (in, values) -> WireColumns.read(in));
    private static final Result<List<KeyColumn>> KEY_COLUMNS =
            new Result<>(TType.LIST, false, (in, values) -> WireColumns.readKeys(in));
    private static final Result<List<String>> TEXTS =
            new Result<>(TType.LIST, false, (in, values) -> WireColumns.readTexts(in));
    private static final Result<String> DESCRIPTION = new Result<>(TType.STRUCT, false, (in, values) -> {
        String text = "";
        StructReader fields = new StructReader(in);
        while (fields.next()) {
            if (fields.is(2, TType.STRING)) {
                text = in.readString();
            } else {
                fields.skip();
            }
        }
        return text;
    });

    private final RemoteHandle handle;
    private final RowsSession session;
    private final AtomicBoolean busy = new AtomicBoolean();

    private volatile @Nullable List<Column> columns;
    private volatile @Nullable List<KeyColumn> keyColumns;
    private volatile @Nullable List<String> uniqueKey;
    private volatile @Nullable String description;

    RemoteRowSet(RemoteHandle handle) {
        this.handle = handle;
        this.session = new RowsSession(handle);
    }

    @Override
    public RemoteHandle handle() {
        return handle;
    }

    @Override
    public String name() {
        return handle.name();
    }

    @Override
    public String description() {
        String known = description;
        if (known == null) {
            known = handle.call(GET_DESCRIPTION, ArgumentWriter.NONE, DESCRIPTION);
            description = known;
        }
        return known;
    }

    @Override
    public ObjectKind kind() {
        return handle.kind();
    }

    @Override
    public List<Column> columns() {
        List<Column> known = columns;
        if (known == null) {
            session.open();
            known = handle.call(GET_COLUMNS, ArgumentWriter.NONE, COLUMNS);
            columns = known;
        }
        return known;
    }

    /** In the contract only inputs have them (5.2). */
    @Override
    public List<KeyColumn> keyColumns() {
        List<KeyColumn> known = keyColumns;
        if (known == null) {
            if (session.isOurs() || kind() == ObjectKind.ROWS_INPUT) {
                session.open();
                known = handle.call(GET_KEY_COLUMNS, ArgumentWriter.NONE, KEY_COLUMNS);
            } else {
                known = List.of();
            }
            keyColumns = known;
        }
        return known;
    }

    @Override
    public List<String> uniqueKey() {
        List<String> known = uniqueKey;
        if (known == null) {
            session.open();
            known = handle.call(GET_UNIQUE_KEY, ArgumentWriter.NONE, TEXTS);
            uniqueKey = known;
        }
        return known;
    }

    @Override
    public RowCursor read(RowQuery query) {
        List<Column> known = columns();
        query.check(name(), known, keyColumns());
        occupy();
        try {
            session.begin(query, known);
            for (KeyCondition condition : query.conditions()) {
                session.set(known, condition);
            }
            return new RemoteCursor(this, handle, session, known, query);
        } catch (RuntimeException | Error e) {
            busy.set(false);
            throw e;
        }
    }

    @Override
    public RowOutput write() {
        int ignored = handle.number();
        occupy();
        try {
            session.open();
            return new RemoteOutput(this, handle, session);
        } catch (RuntimeException | Error e) {
            busy.set(false);
            throw e;
        }
    }

    private void occupy() {
        if (!busy.compareAndSet(false, true)) {
            throw new PluginException(
                    ErrorCode.NOT_SUPPORTED,
                    "The row set '" + name() + "' of " + handle.space().peer()
                            + " has an open cursor or output already; close that one first, or call the function"
                            + " again for another row set");
        }
    }

    /** The cursor or output is done. */
    void free() {
        busy.set(false);
    }

    @Override
    public void close() {
        handle.close();
    }

    /** Its name, and whose it is. */
    @Override
    public String toString() {
        return "RowSet[" + name() + " of " + handle.space().peer() + (handle.isClosed() ? ", closed]" : "]");
    }
}
