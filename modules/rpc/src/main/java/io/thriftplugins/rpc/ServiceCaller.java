package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.MessageCaller;
import io.thriftplugins.MessageRequest;
import io.thriftplugins.PluginException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/**
 * Calls the peer's own services. Each connection is opened for them by one call of {@code Services_Open}, which
 * presents the token; the calls themselves carry none.
 */
final class ServiceCaller implements MessageCaller {

    private static final Result<ByteBuffer> REPLY = new Result<>(TType.STRUCT, false, ServiceCaller::copy);

    private final RpcClient client;
    private final String peer;
    private final MethodName open;
    private final BooleanSupplier announced;
    private final LongSupplier token;

    /** What the peer has told that it offers, or null. */
    private volatile @Nullable Set<String> offered;

    /**
     * Calls nothing yet.
     *
     * @param peer whom it calls, for messages
     * @param peerService the service of the framework's that answers {@code Services_Open}
     * @param announced whether the peer announced that it may have services
     * @param token what to present
     */
    ServiceCaller(RpcClient client, String peer, String peerService, BooleanSupplier announced, LongSupplier token) {
        this.client = client;
        this.peer = peer;
        this.open = new MethodName(peerService, Services.OPEN);
        this.announced = announced;
        this.token = token;
    }

    @Override
    public void require(String service) {
        Set<String> known = offered;
        if (known != null && !known.contains(service)) {
            throw new PluginException(
                    ErrorCode.NOT_SUPPORTED,
                    "There is no service '" + service + "' in " + peer + "; "
                            + (known.isEmpty() ? "it has none" : "it has " + known));
        }
        requireAnnounced(service);
    }

    private void requireAnnounced(String service) {
        if (offered == null && !announced.getAsBoolean()) {
            throw new PluginException(
                    ErrorCode.NOT_SUPPORTED,
                    "There is no service '" + service + "' in " + peer + ": it can only be called for functions, since"
                            + " it did not announce the feature '" + Features.SERVICES + "' when it registered");
        }
    }

    @Override
    public ByteBuffer call(MessageRequest request) {
        requireAnnounced(request.service());
        MethodName method = MethodName.own(request.service(), request.method());
        long until = client.until(request.timeout());
        OutboundConnection connection = client.acquire(method, until);
        try {
            if (!connection.isOpenForServices()) {
                // A service that is not offered is called all the same: the peer knows why it isn't.
                open(connection, until);
            }
            return request.oneWay()
                    ? callOneWay(connection, method, request, until)
                    : connection.call(method, arguments(request), REPLY, until);
        } catch (PluginException e) {
            throw client.explained(e, until);
        } finally {
            client.pool().release(connection);
        }
    }

    private void open(OutboundConnection connection, long until) {
        offered =
                connection.call(open, OpenServicesMethod.arguments(token.getAsLong()), OpenServicesMethod.NAMES, until);
        connection.openForServices();
    }

    /**
     * The callee serves one call after the other, so it answers another one when it is done. Without that, the
     * connection would be given to somebody whose call then waits for reasons unknown.
     */
    private ByteBuffer callOneWay(
            OutboundConnection connection, MethodName method, MessageRequest request, long until) {
        connection.send(method, arguments(request), until);
        open(connection, until);
        return ByteBuffer.allocate(0);
    }

    private static ArgumentWriter arguments(MessageRequest request) {
        ByteBuffer bytes = request.arguments().duplicate();
        return (out, values) -> {
            FrameBuffer frame = out.buffer();
            if (bytes.hasArray()) {
                frame.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
            } else {
                frame.write(bytes);
            }
        };
    }

    private static ByteBuffer copy(FrameProtocol in, ValueCodec values) {
        FrameBuffer frame = in.buffer();
        byte[] bytes = new byte[frame.getBytesRemainingInBuffer()];
        System.arraycopy(frame.getBuffer(), frame.getBufferPosition(), bytes, 0, bytes.length);
        return ByteBuffer.wrap(bytes);
    }
}
