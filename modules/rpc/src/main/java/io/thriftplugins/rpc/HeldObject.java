package io.thriftplugins.rpc;

import io.thriftplugins.Blob;
import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.ObjectKind;
import io.thriftplugins.PluginException;
import io.thriftplugins.RemoteObject;
import io.thriftplugins.RowSet;
import io.thriftplugins.ServedObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object of this side that a peer holds.
 *
 * @param object the object
 * @param kind what it is on the wire
 * @param name its name for people
 * @param handedOver whether it is closed when the peer releases it
 * @param functions its functions, or null
 */
record HeldObject(
        Object object,
        ObjectKind kind,
        String name,
        boolean handedOver,
        @Nullable FunctionTable functions) {

    /** The object as the wire knows it; it is one of the types that {@link io.thriftplugins.Values} lists. */
    static HeldObject of(Object object, boolean handedOver) {
        if (object instanceof Blob blob) {
            return new HeldObject(blob, ObjectKind.BLOB, blob.name(), handedOver, null);
        } else if (object instanceof RowSet rows) {
            return new HeldObject(new ServedRows(rows), rows.kind(), rows.name(), handedOver, null);
        } else if (object instanceof RemoteObject remote) {
            return new HeldObject(remote, remote.kind(), remote.name(), handedOver, null);
        }
        ServedObject served = (ServedObject) object;
        FunctionTable table = new FunctionTable("object '" + served.name() + "'");
        served.functions().forEach(table::add);
        return new HeldObject(served, ObjectKind.GENERIC, served.name(), handedOver, table);
    }

    List<FunctionInfo> describe() {
        if (functions != null) {
            return functions.list(null);
        }
        return object instanceof RemoteObject remote ? remote.functions() : List.of();
    }

    @Nullable
    Object call(String function, CallArguments arguments, String caller) throws Exception {
        if (functions != null) {
            return functions.call(function, arguments, caller);
        } else if (object instanceof RemoteObject remote) {
            CallRequest request =
                    CallRequest.of(function, arguments.positional().toArray());
            for (Map.Entry<String, @Nullable Object> argument :
                    arguments.named().entrySet()) {
                request = request.withNamed(argument.getKey(), argument.getValue());
            }
            return remote.call(request);
        }
        throw new PluginException(
                ErrorCode.INVALID_FUNCTION, "A " + kind + " has no function '" + function + "', nor any other");
    }

    void release() throws Exception {
        if (object instanceof ServedRows rows) {
            rows.release(handedOver);
        } else if (handedOver) {
            ((AutoCloseable) object).close();
        }
    }

    /** It could not be passed, so that nobody else will release it. */
    void refused(PluginException reason) {
        try {
            release();
        } catch (Exception e) {
            reason.addSuppressed(e);
        }
    }

    /** Its kind and name. */
    @Override
    public String toString() {
        return kind + " '" + name + "'";
    }
}
