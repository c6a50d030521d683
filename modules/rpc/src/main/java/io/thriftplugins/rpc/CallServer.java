package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import io.thriftplugins.thrift.QueryCatPluginException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the call that was just read: finds the method, runs it, answers as the contract says (1.6). */
final class CallServer {

    private static final Logger LOG = LoggerFactory.getLogger(CallServer.class);

    private static final int VERSION = 0x80010000;

    private final FrameConnection frames;
    private final ServiceTable services;
    private final Session session;
    private final Runnable decoded;
    private final ValueCodec reader;
    private final ValueCodec writer;
    private final OwnCallServer own;

    private int sequence;

    /**
     * Serves a connection's calls.
     *
     * @param decoded run when a call's arguments were read and the input is free
     */
    CallServer(FrameConnection frames, Limits limits, ServiceTable services, Session session, Runnable decoded) {
        this.frames = frames;
        this.services = services;
        this.session = session;
        this.decoded = decoded;
        this.reader = new ValueCodec(frames.input(), limits, session::objects, false);
        this.writer = new ValueCodec(frames.output(), limits, session::objects, true);
        this.own = new OwnCallServer(frames, session, decoded, this);
    }

    /**
     * Serves one call.
     *
     * @return whether the connection can be used for another one
     * @throws TException if the call can't be read
     * @throws IOException if the reply can't be sent
     */
    boolean serve() throws TException, IOException {
        FrameProtocol in = frames.input();
        FrameBuffer buffer = in.buffer();
        int size = in.readI32();
        int type = size;
        boolean strict = size < 0;
        if (strict) {
            if ((size & 0xffff0000) != VERSION) {
                throw new TProtocolException(TProtocolException.BAD_VERSION, "This is not Thrift's binary protocol");
            }
            size = in.readI32();
        }
        buffer.checkReadBytesAvailable(size);
        int from = buffer.getBufferPosition();
        buffer.consumeBuffer(size);
        type = strict ? type & 0xff : in.readByte();
        sequence = in.readI32();
        ServiceTable.Entry entry = services.find(buffer.getBuffer(), from, from + size);
        if (entry == null || (type != TMessageType.CALL && type != TMessageType.ONEWAY)) {
            return serveOther(new String(buffer.getBuffer(), from, size, StandardCharsets.UTF_8), type);
        }
        RpcMethod.Call call;
        try {
            call = entry.method().decode(in, reader, session);
        } catch (RuntimeException e) {
            // The message is in order, but a value in it is not.
            return fail(entry, e);
        }
        decoded.run();
        return run(entry, call);
    }

    /**
     * Whatever a function throws is its caller's to know, errors of the JVM too: one call that wants too much memory is
     * no reason to end the others. Whether the whole process ends with it is for the JVM's options to say, see
     * docs/ending.md.
     */
    @SuppressWarnings("CatchingThrowable")
    private boolean run(ServiceTable.Entry entry, RpcMethod.Call call) throws TException, IOException {
        RpcMethod.Reply reply = null;
        Throwable failure = null;
        try {
            reply = call.run();
        } catch (Throwable e) {
            failure = e;
        }
        // An interrupt was for the function. Left behind it would close the connection instead of sending the reply.
        boolean ignored = Thread.interrupted();
        try {
            return failure == null ? answer(entry, reply) : fail(entry, failure);
        } finally {
            if (reply != null) {
                reply.done();
            }
        }
    }

    private boolean answer(ServiceTable.Entry entry, RpcMethod.@Nullable Reply reply) throws TException, IOException {
        try {
            writer.passed().begin();
            FrameProtocol out = begin(TMessageType.REPLY, entry.reply());
            if (reply != null) {
                reply.write(out, writer);
            }
            out.writeByte(TType.STOP);
        } catch (FrameLimitException e) {
            writer.passed().takeBack();
            return fail(entry, new PluginException(ErrorCode.LIMIT_EXCEEDED, String.valueOf(e.getMessage())));
        } catch (TException | RuntimeException e) {
            writer.passed().takeBack();
            return fail(entry, e);
        }
        try {
            frames.send();
        } catch (IOException e) {
            writer.passed().takeBack();
            throw e;
        }
        return true;
    }

    /** An error of the JVM is also ours to see. */
    private boolean fail(ServiceTable.Entry entry, Throwable error) throws TException, IOException {
        if (error instanceof Error) {
            LOG.error("A call failed", error);
        }
        QueryCatPluginException wire = RemoteErrors.toWire(error);
        try {
            writeException(entry, wire);
        } catch (FrameLimitException e) {
            writeException(entry, RemoteErrors.brief(wire));
        }
        frames.send();
        return true;
    }

    private void writeException(ServiceTable.Entry entry, QueryCatPluginException wire) throws TException {
        FrameProtocol out = begin(TMessageType.REPLY, entry.reply());
        out.field(TType.STRUCT, 1);
        wire.write(out);
        out.writeByte(TType.STOP);
    }

    /** A call of none of the framework's methods: it is for a service of this side's own, or refused. */
    private boolean serveOther(String name, int type) throws TException, IOException {
        int separator = name.indexOf(':');
        ServiceAccess access = session.services();
        boolean call = type == TMessageType.CALL || type == TMessageType.ONEWAY;
        if (access == null || !call || separator < 0 || services.hasService(name.substring(0, separator))) {
            return refuse(name, call, type);
        }
        String method = name.substring(separator + 1);
        own.serve(access, name.substring(0, separator), method, type == TMessageType.ONEWAY);
        return true;
    }

    private boolean refuse(String name, boolean call, int type) throws TException, IOException {
        int separator = name.indexOf(':');
        TApplicationException error;
        boolean usable = false;
        if (!call) {
            error = new TApplicationException(
                    TApplicationException.INVALID_MESSAGE_TYPE, "A call was expected, not message type " + type);
        } else if (separator < 0) {
            error = new TApplicationException(
                    TApplicationException.INVALID_PROTOCOL, "'" + name + "' names no service; write SERVICE:METHOD");
        } else if (services.hasService(name.substring(0, separator))) {
            error = new TApplicationException(
                    TApplicationException.UNKNOWN_METHOD, "There is no method '" + name.substring(separator + 1) + "'");
            usable = true;
        } else {
            error = new TApplicationException(
                    TApplicationException.INTERNAL_ERROR,
                    "There is no service '" + name.substring(0, separator)
                            + "' on this connection; services of one's own can be called after Services_Open");
        }
        byte[] method = name.substring(separator + 1).getBytes(StandardCharsets.UTF_8);
        error.write(begin(TMessageType.EXCEPTION, method));
        frames.send();
        return usable;
    }

    /** Begins a reply to the current call. */
    FrameProtocol begin(byte type, byte[] name) throws TException {
        FrameProtocol out = frames.begin();
        out.writeI32(VERSION | type);
        out.writeI32(name.length);
        out.buffer().write(name, 0, name.length);
        out.writeI32(sequence);
        return out;
    }
}
