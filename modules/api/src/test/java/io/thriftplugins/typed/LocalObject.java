package io.thriftplugins.typed;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.ObjectKind;
import io.thriftplugins.PluginException;
import io.thriftplugins.RemoteObject;
import io.thriftplugins.ServedObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An object of this very process, as if it were another one's. */
final class LocalObject extends LocalPeer implements RemoteObject {

    /** All that were made, for who wants to know which are closed; tests run one after the other. */
    static final List<LocalObject> ALL = new ArrayList<>();

    private final ServedObject object;
    private final boolean handedOver;
    private volatile boolean closed;

    LocalObject(ServedObject object, boolean handedOver) {
        super(object.functions());
        this.object = object;
        this.handedOver = handedOver;
        ALL.add(this);
    }

    @Override
    public ObjectKind kind() {
        return ObjectKind.GENERIC;
    }

    @Override
    public String name() {
        return object.name();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public @Nullable Object call(CallRequest request) {
        if (closed) {
            throw new PluginException(ErrorCode.OBJECT_RELEASED, "closed on this side");
        }
        return super.call(request);
    }

    @Override
    public void close() {
        boolean first = !closed;
        closed = true;
        if (first && handedOver) {
            try {
                object.close();
            } catch (Exception e) {
                throw new PluginException(ErrorCode.FUNCTION_FAILED, "closing failed", e);
            }
        }
    }
}
