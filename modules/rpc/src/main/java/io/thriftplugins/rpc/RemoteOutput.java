package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.RowOutput;
import io.thriftplugins.RowResult;
import java.util.List;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/** Writes to a row set of the peer, a row for each call as the contract has it (4.1). */
final class RemoteOutput implements RowOutput {

    private static final ObjectMethod WRITE_VALUES = ObjectMethod.of("RowsSet_WriteValues");

    static final Result<RowResult> RESULT = new Result<>(TType.I32, false, (in, values) -> RowResult.of(in.readI32()));

    private final RemoteRowSet rows;
    private final RemoteHandle handle;
    private final RowsSession session;
    private boolean closed;

    RemoteOutput(RemoteRowSet rows, RemoteHandle handle, RowsSession session) {
        this.rows = rows;
        this.handle = handle;
        this.session = session;
    }

    @Override
    public RowResult writeRow(List<? extends @Nullable Object> row) {
        if (closed) {
            throw new PluginException(ErrorCode.CLOSED, "The output to '" + handle.name() + "' is closed");
        }
        return handle.call(
                WRITE_VALUES,
                (out, values) -> {
                    out.field(TType.LIST, 3);
                    values.writeList(row);
                },
                RESULT);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Endings.end(handle, session, rows);
        }
    }
}
