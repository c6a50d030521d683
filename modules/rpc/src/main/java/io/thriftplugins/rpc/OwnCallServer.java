package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.MessageService;
import io.thriftplugins.PluginException;
import io.thriftplugins.thrift.QueryCatPluginException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessageType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves calls of this side's own services. Whatever goes wrong is answered with a {@code TApplicationException}, since
 * their methods declare none of our exceptions, and the connection lives on. One-way calls are never answered.
 *
 * <p>What the peer has to know it is told; this side's log has only what failed here, once a second for each peer and
 * with little of the peer's text: the log is not the peer's to fill.
 */
final class OwnCallServer {

    private static final Logger LOG = LoggerFactory.getLogger(OwnCallServer.class);

    /** As much of a peer's text is logged, in characters. */
    private static final int SHOWN = 200;

    private final FrameConnection frames;
    private final Session session;
    private final Runnable decoded;
    private final CallServer headers;

    /**
     * Serves a connection's calls.
     *
     * @param session whose calls they are
     * @param decoded run when a call's arguments were read and the input is free
     * @param headers begins a reply to the current call
     */
    OwnCallServer(FrameConnection frames, Session session, Runnable decoded, CallServer headers) {
        this.frames = frames;
        this.session = session;
        this.decoded = decoded;
        this.headers = headers;
    }

    /**
     * Serves one call, whose arguments come next in the input.
     *
     * @throws TException if an answer can't be written
     * @throws IOException if the reply can't be sent
     */
    void serve(ServiceAccess access, String service, String method, boolean oneWay) throws TException, IOException {
        Exchange exchange = new Exchange(service, method, oneWay);
        MessageService.Call call = null;
        try {
            access.check().run();
            call = read(access, exchange);
        } catch (IOException e) {
            exchange.refuse(TApplicationException.PROTOCOL_ERROR, unreadable(exchange, e));
        } catch (RuntimeException e) {
            exchange.refuse(TApplicationException.INTERNAL_ERROR, e);
        }
        decoded.run();
        if (call != null) {
            exchange.run(call, access);
        }
    }

    /** Null if it was answered already. */
    private MessageService.@Nullable Call read(ServiceAccess access, Exchange exchange) throws IOException, TException {
        MessageService service = access.services().find(exchange.service);
        if (service == null) {
            exchange.refuse(
                    TApplicationException.UNKNOWN_METHOD, access.missing().apply(exchange.service));
            return null;
        }
        FrameBuffer in = frames.input().buffer();
        ByteBuffer arguments = ByteBuffer.wrap(in.getBuffer(), in.getBufferPosition(), in.getBytesRemainingInBuffer());
        MessageService.Call call = service.read(exchange.method, arguments);
        if (call == null) {
            exchange.refuse(
                    TApplicationException.UNKNOWN_METHOD,
                    new PluginException(
                            ErrorCode.NOT_SUPPORTED,
                            "The service '" + exchange.service + "' has no method '" + exchange.method + "'"));
        }
        return call;
    }

    private static PluginException unreadable(Exchange exchange, IOException e) {
        return new PluginException(
                ErrorCode.INVALID_ARGUMENT,
                "The arguments of " + exchange.service + "." + exchange.method + " can't be read: " + e.getMessage(),
                e);
    }

    /** One call and its answer. */
    private final class Exchange {

        private final String service;
        private final String method;
        private final boolean oneWay;

        Exchange(String service, String method, boolean oneWay) {
            this.service = service;
            this.method = method;
            this.oneWay = oneWay;
        }

        @SuppressWarnings("CatchingThrowable") // whatever a service throws is its caller's to know
        void run(MessageService.Call call, ServiceAccess access) throws TException, IOException {
            MessageService.Result result = null;
            Throwable failure = null;
            try {
                result = access.served().serve(() -> call.run(access.caller()));
            } catch (Throwable e) {
                failure = e;
            }
            // An interrupt was for the service. Left behind it would close the connection instead of sending the reply.
            boolean ignored = Thread.interrupted();
            if (result != null) {
                answer(result);
            } else {
                fail(
                        TApplicationException.INTERNAL_ERROR,
                        failure != null ? failure : new IllegalStateException("The method returned nothing to send"));
            }
        }

        private void answer(MessageService.Result result) throws TException, IOException {
            if (oneWay) {
                return;
            }
            try {
                headers.begin(TMessageType.REPLY, name());
                result.write(new Output(frames.output().buffer()));
            } catch (IOException | RuntimeException e) {
                fail(TApplicationException.INTERNAL_ERROR, e);
                return;
            }
            frames.send();
        }

        /** The call was not run, for which its caller is to blame. */
        void refuse(int type, RuntimeException error) throws TException, IOException {
            if (oneWay && LOG.isDebugEnabled()) {
                LOG.debug("A one-way call was refused: {}", shown(error.toString()));
            }
            answerWith(type, error);
        }

        /** The call was run, and failed. */
        private void fail(int type, Throwable error) throws TException, IOException {
            ObjectSpace peer = session.objects();
            if ((oneWay || error instanceof Error) && peer != null && peer.mayTellFailure()) {
                if (error instanceof Error) {
                    LOG.error("A call of {}.{} by {} failed", shown(service), shown(method), peer.peer(), error);
                } else {
                    LOG.warn(
                            "A one-way call of {}.{} by {} failed, of which its caller learns nothing; of others within"
                                    + " a second this log learns nothing either",
                            shown(service),
                            shown(method),
                            peer.peer(),
                            error);
                }
            }
            answerWith(type, error);
        }

        private void answerWith(int type, Throwable error) throws TException, IOException {
            if (oneWay) {
                return;
            }
            QueryCatPluginException wire = RemoteErrors.toWire(error);
            try {
                ApplicationErrors.write(headers.begin(TMessageType.EXCEPTION, name()), type, wire);
            } catch (FrameLimitException e) {
                ApplicationErrors.write(headers.begin(TMessageType.EXCEPTION, name()), type, RemoteErrors.brief(wire));
            }
            frames.send();
        }

        /** On one line, and cut: what a peer sends as a name may be anything. */
        private static String shown(String text) {
            String start = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
            return start.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", "?");
        }

        private byte[] name() {
            return method.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** The reply's bytes. */
    private static final class Output extends OutputStream {

        private final FrameBuffer frame;

        Output(FrameBuffer frame) {
            this.frame = frame;
        }

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            try {
                frame.write(source, offset, length);
            } catch (FrameLimitException e) {
                throw new PluginException(ErrorCode.LIMIT_EXCEEDED, String.valueOf(e.getMessage()), e);
            }
        }
    }
}
