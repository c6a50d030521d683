package io.thriftplugins.rpc;

import io.thriftplugins.CallInFlight;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.thrift.QueryCatPluginException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that this side makes calls over, one at a time. The calling thread writes the request and reads the
 * reply itself. A call that is given up closes the connection, which tells the peer.
 */
final class OutboundConnection {

    private static final int VERSION = 0x80010000;

    private static final String NO_ANSWER = "The peer closed the connection instead of answering";
    private static final String LATE = "The answer came together with the end of the timeout";

    /** Calls that follow each other faster don't pay for asking the system, which costs about a microsecond. */
    static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final Logger LOG = LoggerFactory.getLogger(OutboundConnection.class);

    /** What is read where bytes should be and are not: an error, or nothing that the protocol allows. */
    private static final Result<Integer> NO_BYTES = new Result<>(TType.STRING, false, (in, values) -> {
        throw new TException("its bytes reach beyond its end");
    });

    private final FrameConnection frames;
    private final ValueCodec writer;
    private final ValueCodec reader;
    private final String peer;
    private final Deadline deadline;
    private @Nullable ObjectSpace objects;
    private int sequence;

    /** Whether the last call's deadline has closed the connection. */
    private boolean expired;

    /** The end of the last call, in the time of {@link Clock}. */
    private long restingSince;

    /** What was called last, for whoever wants to know what is in flight; null before the first call. */
    private volatile @Nullable MethodName called;

    /** When that was, in the time of {@link Clock}. */
    private volatile long calledAt;

    /** Whether the peer's own services can be called here. */
    private boolean openForServices;

    OutboundConnection(TransportConnection transport, Limits limits, DeadlineWatcher watcher, String peer) {
        this.frames = new FrameConnection(transport, limits, watcher);
        this.writer = new ValueCodec(frames.output(), limits, () -> objects, false);
        this.reader = new ValueCodec(frames.input(), limits, () -> objects, false);
        this.peer = peer;
        this.deadline = watcher.deadline(transport::close);
    }

    OutboundConnection objects(ObjectSpace space) {
        objects = space;
        return this;
    }

    boolean isOpen() {
        return frames.isOpen();
    }

    /** See {@link TransportConnection#peerIdentity()}. */
    String peerIdentity() {
        return frames.peerIdentity();
    }

    /** A call has ended, and another one will be made at an unknown time. */
    void rest() {
        called = null;
        restingSince = Clock.now();
    }

    /**
     * Whether it can be used for a call, after {@link #rest()}: a peer may close connections that nobody uses. Asks the
     * system, unless the last call is so fresh that the peer would have to close it in this very moment.
     */
    boolean isAlive() {
        return isOpen() && (Clock.now() - restingSince < FRESH_NANOS || frames.isAlive());
    }

    void close() {
        deadline.close();
        frames.close();
    }

    /** The call that it is used for; as long as that has not begun, its name is empty. */
    CallInFlight callInFlight() {
        MethodName method = called;
        return method == null
                ? new CallInFlight("", Duration.ZERO)
                : new CallInFlight(method.toString(), Duration.ofNanos(Math.max(0, Clock.now() - calledAt)));
    }

    boolean isOpenForServices() {
        return openForServices;
    }

    void openForServices() {
        openForServices = true;
    }

    /**
     * Makes a call. If the connection can still be used afterwards, {@link #isOpen()} says so.
     *
     * @param until when to give up, in the time of {@link Clock}
     * @throws PluginException if there is no result; with {@link ErrorCode#CONNECTION_LOST} if the connection broke
     */
    <T extends @Nullable Object> T call(MethodName method, ArgumentWriter arguments, Result<T> result, long until) {
        encode(method, TMessageType.CALL, arguments);
        transmit(method, true, until);
        return answer(method, result);
    }

    private <T extends @Nullable Object> T answer(MethodName method, Result<T> result) {
        try {
            return decode(method, result);
        } catch (PluginException e) {
            // The answer is in order, and is an error, or a value in it is not.
            throw e;
        } catch (TException e) {
            throw unreadable(method, e.getMessage(), e);
        } catch (RuntimeException e) {
            throw unreadable(method, e.toString(), e);
        } finally {
            frames.discard();
        }
    }

    /** Nobody knows where the next answer begins: the connection is closed. */
    private PluginException unreadable(MethodName method, @Nullable String why, Exception cause) {
        close();
        return new PluginException(
                ErrorCode.PROTOCOL_ERROR, method + " in " + peer + ": the answer can't be read: " + why, cause);
    }

    /** Makes a one-way call: returns as soon as it is sent. Otherwise as {@link #call}. */
    void send(MethodName method, ArgumentWriter arguments, long until) {
        encode(method, TMessageType.ONEWAY, arguments);
        transmit(method, false, until);
    }

    private void transmit(MethodName method, boolean answered, long until) {
        try {
            exchange(answered, until);
        } catch (IOException | PluginException e) {
            close();
            throw failure(e, method);
        } catch (RuntimeException | Error e) {
            // As when memory runs out in the middle of a message: nobody knows where the next one begins.
            close();
            throw e;
        }
    }

    /**
     * Makes a call whose result is bytes, which are read into a buffer without detours.
     *
     * @param target takes the bytes; its position stays where it was if the call fails
     * @param until as for {@link #call}
     * @return how many bytes the result has
     * @throws PluginException as for {@link #call}; with {@link ErrorCode#PROTOCOL_ERROR} if there are more bytes than
     *     the target has room for
     */
    int callInto(MethodName method, ArgumentWriter arguments, ByteBuffer target, long until) {
        encode(method, TMessageType.CALL, arguments);
        int start = target.position();
        int count;
        try {
            count = exchangeInto(target, until);
        } catch (IOException | PluginException e) {
            target.position(start);
            close();
            throw failure(e, method);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
        if (count < 0) {
            return answer(method, NO_BYTES);
        }
        frames.discard();
        return count;
    }

    private void exchange(boolean answered, long until) throws IOException {
        deadline.arm(until);
        try {
            frames.send();
            if (answered && !frames.read()) {
                throw new EOFException(NO_ANSWER);
            }
        } finally {
            expired = !deadline.disarm();
        }
        if (expired) {
            throw new IOException(LATE);
        }
    }

    /** Returns -1 if the answer is not simply bytes; {@link #decode} then tells what it is. */
    private int exchangeInto(ByteBuffer target, long until) throws IOException {
        int count;
        deadline.arm(until);
        try {
            frames.send();
            if (!frames.readHead()) {
                throw new EOFException(NO_ANSWER);
            }
            count = announcedBytes();
            if (count >= 0) {
                if (count > target.remaining()) {
                    throw new PluginException(
                            ErrorCode.PROTOCOL_ERROR,
                            "the answer has " + count + " bytes although at most " + target.remaining()
                                    + " were asked for");
                }
                frames.transfer(target, count);
            } else {
                frames.complete();
            }
        } finally {
            expired = !deadline.disarm();
        }
        if (expired) {
            throw new IOException(LATE);
        }
        return count;
    }

    /**
     * Reads up to the bytes of a reply that has them; returns how many there are. Anything else is left as it is for
     * {@link #decode}: returns -1.
     */
    private int announcedBytes() {
        FrameProtocol in = frames.input();
        FrameBuffer buffer = in.buffer();
        int begin = buffer.position();
        int end = buffer.end();
        try {
            if (in.readI32() == (VERSION | TMessageType.REPLY)) {
                in.skip(TType.STRING);
                if (in.readI32() == sequence && in.readByte() == TType.STRING && in.readI16() == 0) {
                    int count = in.readI32();
                    if (count >= 0 && count < frames.left()) {
                        return count;
                    }
                }
            }
        } catch (TException e) {
            LOG.trace("The answer of {} is not simply bytes", peer, e);
        }
        buffer.window(begin, end);
        return -1;
    }

    private void encode(MethodName method, byte type, ArgumentWriter arguments) {
        calledAt = Clock.now();
        called = method;
        try {
            writer.passed().begin();
            FrameProtocol out = frames.begin();
            out.writeI32(VERSION | type);
            out.writeI32(method.request().length);
            out.buffer().write(method.request(), 0, method.request().length);
            out.writeI32(++sequence);
            arguments.write(out, writer);
            if (!method.isOwn()) {
                out.writeByte(TType.STOP);
            }
        } catch (RuntimeException e) {
            writer.passed().takeBack();
            throw e;
        } catch (FrameLimitException e) {
            writer.passed().takeBack();
            throw new PluginException(ErrorCode.LIMIT_EXCEEDED, method + " in " + peer + ": " + e.getMessage(), e);
        } catch (TException e) {
            writer.passed().takeBack();
            throw new PluginException(ErrorCode.INTERNAL, method + ": the arguments can't be written", e);
        }
    }

    /** Without an answer nobody knows whether the peer has got the objects that were passed. It has no use for them. */
    private PluginException failure(Exception e, MethodName method) {
        writer.passed().takeBack();
        String call = method + " in " + peer;
        if (e instanceof PluginException known) {
            return new PluginException(known.code(), call + ": " + known.getMessage(), known);
        } else if (expired) {
            return new PluginException(
                    ErrorCode.DEADLINE_EXCEEDED,
                    call + " took longer than its timeout; whether it took effect is unknown",
                    e);
        } else if (Thread.currentThread().isInterrupted()) {
            return new PluginException(
                    ErrorCode.CANCELLED, call + " was interrupted; whether it took effect is unknown", e);
        }
        return new PluginException(ErrorCode.CONNECTION_LOST, call + ": the connection is lost: " + e.getMessage(), e);
    }

    private <T extends @Nullable Object> T decode(MethodName method, Result<T> result) throws TException {
        FrameProtocol in = frames.input();
        // Replies of any peer of the contract are strict; the name in them is bare and adds nothing to the number.
        int version = in.readI32();
        if ((version & 0xffff0000) != VERSION) {
            throw new TException("its header is not that of the binary protocol");
        }
        in.skip(TType.STRING);
        int number = in.readI32();
        if (number != sequence) {
            throw new TException("it answers call " + number + " instead of " + sequence);
        }
        int type = version & 0xff;
        if (type == TMessageType.EXCEPTION) {
            throw ApplicationErrors.read(in, peer, method.toString());
        } else if (type != TMessageType.REPLY) {
            throw new TException("it is no reply but of type " + type);
        }
        return method.isOwn() ? result.read(in, reader) : readReply(in, method, result);
    }

    /** Field 0 is the result, field 1 the exception; without either the result is null or nothing (contract 1.6). */
    private <T extends @Nullable Object> T readReply(FrameProtocol in, MethodName method, Result<T> result)
            throws TException {
        while (true) {
            byte type = in.readByte();
            if (type == TType.STOP) {
                return result.missing();
            }
            int id = in.readI16();
            if (id == 0 && type == result.type()) {
                return result.read(in, reader);
            } else if (id == 1 && type == TType.STRUCT) {
                QueryCatPluginException error = new QueryCatPluginException();
                error.read(in);
                throw RemoteErrors.fromWire(error, peer, method.toString());
            }
            in.skip(type);
        }
    }
}
