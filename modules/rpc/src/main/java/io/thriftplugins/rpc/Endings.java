package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;

/** How the reading or writing of a peer's row set ends. */
final class Endings {

    private Endings() {}

    /** Tells the owner, and lets the row set be used again. */
    static void end(RemoteHandle handle, RowsSession session, RemoteRowSet rows) {
        if (handle.isClosed()) {
            rows.free();
        } else if (Thread.currentThread().isInterrupted()) {
            // The call would be refused, and the owner would keep its source open.
            var unused = handle.space().rpc().async(() -> {
                tell(session, rows);
                return true;
            });
        } else {
            tell(session, rows);
        }
    }

    private static void tell(RowsSession session, RemoteRowSet rows) {
        try {
            session.close();
        } catch (PluginException e) {
            // Only what the owner itself says of its closing is worth telling; the rest means that it is gone anyway.
            if (e.code() == ErrorCode.FUNCTION_FAILED) {
                throw e;
            }
        } finally {
            rows.free();
        }
    }
}
