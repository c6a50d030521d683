package io.thriftplugins.client;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limit;
import io.thriftplugins.PluginException;
import io.thriftplugins.rpc.PluginDispatch;
import io.thriftplugins.rpc.PluginService;
import io.thriftplugins.rpc.Rpc;
import io.thriftplugins.rpc.RpcListener;
import io.thriftplugins.spi.TransportProvider;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The endpoints that the host may dial: one at first, one more for each {@code Serve}. They live until the end. */
final class CallbackListeners implements AutoCloseable {

    /** The contract's prefix of callback endpoints (1.2). */
    private static final String PREFIX = "qcatp-";

    private final Rpc rpc;
    private final TransportProvider transport;
    private final @Nullable Endpoint requested;

    /** Guarded by this. */
    private final List<RpcListener> listeners = new ArrayList<>();

    /** Guarded by this. */
    private boolean closed;

    private @Nullable PluginService service;

    /**
     * Opens nothing yet.
     *
     * @param requested where to listen; null for what the transport makes up
     * @param onlyPeer who may connect, as the transport tells it; empty for everybody
     */
    CallbackListeners(Rpc rpc, TransportProvider transport, @Nullable Endpoint requested, String onlyPeer) {
        this.rpc = rpc;
        this.transport = onlyPeer.isEmpty() ? transport : transport.acceptingOnly(onlyPeer);
        this.requested = requested;
    }

    /** Binds the first endpoint. */
    synchronized void serve(PluginService answering) {
        service = answering;
        open();
    }

    synchronized Endpoint first() {
        return listeners.get(0).endpoint();
    }

    /** Binds one more endpoint and tells its URI. */
    synchronized String open() {
        if (closed || service == null) {
            throw new PluginException(ErrorCode.CLOSED, "The plugin is stopping; there are no more endpoints");
        }
        if (listeners.size() >= rpc.limits().number(Limit.MAX_ENDPOINTS)) {
            throw new PluginException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "The plugin listens on " + listeners.size() + " endpoints, the limit "
                            + rpc.limits().text(Limit.MAX_ENDPOINTS) + "; dial one of them again");
        }
        RpcListener listener = PluginDispatch.listen(
                rpc, transport, requested != null ? requested : transport.newEndpoint(PREFIX), service);
        listeners.add(listener);
        return listener.endpoint().toString();
    }

    @Override
    public void close() {
        List<RpcListener> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(listeners);
        }
        all.forEach(RpcListener::close);
    }
}
