package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limit;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import io.thriftplugins.spi.TransportConnection;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Messages over a connection, each behind its length (contract 1.5). One message in each direction at a time; one
 * thread may read while another one writes. A message is written with one call to the transport, and usually read with
 * one.
 */
final class FrameConnection {

    private static final int HEADER = 4;
    private static final String ENDED = "The peer ended in the middle of a message";

    private static final String TLS =
            "The peer speaks TLS, and this side doesn't: of the two, one has a tls:// endpoint"
                    + " and the other one a tcp:// endpoint, or something else without TLS";

    /** Enough for most calls, and little for an idle connection. */
    private static final int DIRECT = 2048;

    /** What is read of a message whose bytes go elsewhere: enough for all that comes before them. */
    private static final int HEAD = 256;

    private final TransportConnection transport;
    private final int maxFrame;
    private final Duration frameTimeout;
    private final Deadline stalled;

    /** Closes the connection of a peer that doesn't take what is sent to it; null where calls have their own limits. */
    private @Nullable Deadline unread;

    /** What large messages take; null for no limit. */
    private @Nullable MessageMemory memory;

    private final FrameBuffer in;
    private final FrameProtocol input;
    private final FrameBuffer out;
    private final FrameProtocol output;

    /** What most messages go through: the system reads and writes direct memory, and would copy arrays there itself. */
    private final ByteBuffer inDirect = ByteBuffer.allocateDirect(DIRECT);

    private final ByteBuffer outDirect = ByteBuffer.allocateDirect(DIRECT);

    /** How far the input array is filled; what lies behind the current message belongs to the next one. */
    private int filled;

    /** Where the next message begins in the input array. */
    private int next;

    /** When the message that is being read must have ended; {@link Clock#NEVER} as long as none has begun. */
    private long end = Clock.NEVER;

    FrameConnection(TransportConnection transport, Limits limits, DeadlineWatcher watcher) {
        this.transport = transport;
        this.maxFrame = limits.number(Limit.MAX_FRAME_BYTES);
        this.frameTimeout = limits.time(Limit.FRAME_TIMEOUT);
        this.stalled = watcher.deadline(transport::close);
        // One struct for the arguments, one for the list, and two levels for each level of nested values.
        int depth = 2 * limits.number(Limit.MAX_DEPTH) + 8;
        this.in = new FrameBuffer(HEADER, maxFrame, depth);
        this.input = new FrameProtocol(in);
        this.out = new FrameBuffer(HEADER, maxFrame, depth);
        this.output = new FrameProtocol(out);
    }

    /** Limits how long the peer may take to read what is sent, and what its messages take of memory. */
    void limitPeer(DeadlineWatcher watcher, MessageMemory limited) {
        unread = watcher.deadline(transport::close);
        memory = limited;
    }

    FrameProtocol input() {
        return input;
    }

    FrameProtocol output() {
        return output;
    }

    String peer() {
        return transport.peer();
    }

    /** See {@link TransportConnection#peerIdentity()}. */
    String peerIdentity() {
        return transport.peerIdentity();
    }

    /** See {@link TransportConnection#isAlive()}. */
    boolean isAlive() {
        return transport.isAlive();
    }

    boolean isOpen() {
        return transport.isOpen();
    }

    /**
     * Reads the next message. Afterwards {@link #input()} stands at its begin.
     *
     * @return false if the peer has ended the connection between two messages
     * @throws PluginException with {@link ErrorCode#PROTOCOL_ERROR} if the length is negative or above the limit; the
     *     connection can't be used any more
     */
    boolean read() throws IOException {
        return begins() && complete();
    }

    /**
     * Reads the begin of the next message, and all of it if that is not much. Afterwards {@link #input()} stands at its
     * begin; {@link #transfer} and {@link #complete} read the rest.
     *
     * @return as {@link #read()}
     */
    boolean readHead() throws IOException {
        if (!begins()) {
            return false;
        }
        fill(Math.min(next, HEADER + (next <= DIRECT ? DIRECT : HEAD)));
        in.window(HEADER, Math.min(next, filled));
        return true;
    }

    /** A handshake or an alert of any version (RFC 8446, 5.1); messages as long as that would be are not allowed. */
    private static boolean isTls(byte[] bytes) {
        return (bytes[0] == 0x15 || bytes[0] == 0x16) && bytes[1] == 3;
    }

    /** Reads the length of the next message. */
    private boolean begins() throws IOException {
        discard();
        if (!fill(HEADER)) {
            return false;
        }
        byte[] bytes = in.array();
        int length = (bytes[0] & 0xff) << 24 | (bytes[1] & 0xff) << 16 | (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
        if (length < 0 || length > maxFrame) {
            throw new PluginException(
                    ErrorCode.PROTOCOL_ERROR,
                    isTls(bytes)
                            ? TLS
                            : "A message announces " + length + " bytes; from 0 to maxFrameBytes = " + maxFrame
                                    + " are allowed");
        }
        take(length);
        next = HEADER + length;
        in.window(HEADER, HEADER);
        return true;
    }

    /** Reads what is left of the message; {@link #input()} stays where it is. Returns true. */
    boolean complete() throws IOException {
        int position = in.position();
        fill(next);
        if (memory != null) {
            memory.complete();
        }
        in.window(position, next);
        return true;
    }

    /**
     * Reads the next bytes of the message into a buffer, those that are not there yet straight from the transport, and
     * then the rest of the message.
     *
     * @param target has room for them
     * @param count how many; no more than the message has left
     */
    void transfer(ByteBuffer target, int count) throws IOException {
        int there = Math.min(count, in.getBytesRemainingInBuffer());
        target.put(in.array(), in.position(), there);
        in.consumeBuffer(there);
        int missing = count - there;
        if (missing > 0) {
            fill(target, missing);
            // The array holds nothing any more, and the message ends so far from here:
            int rest = next - filled - missing;
            next = rest;
            filled = 0;
            in.window(0, 0);
            if (rest > 0 && !fill(rest)) {
                throw new EOFException(ENDED);
            }
            in.window(0, rest);
        } else {
            complete();
        }
    }

    /** How many bytes of the message follow where the input stands, read or not. */
    int left() {
        return next - in.position();
    }

    private void fill(ByteBuffer target, int wanted) throws IOException {
        int limit = target.limit();
        target.limit(target.position() + wanted);
        armStalled();
        boolean inTime = true;
        try {
            while (target.hasRemaining()) {
                if (transport.read(target) < 0) {
                    throw new EOFException(ENDED);
                }
            }
        } catch (IOException e) {
            inTime = stalled.disarm();
            if (inTime) {
                throw e;
            }
        } finally {
            target.limit(limit);
        }
        if (!inTime || !stalled.disarm()) {
            throw stalled();
        }
    }

    /**
     * Forgets the message that was read. Whoever may be idle for long afterwards does so at once, since the memory that
     * a large message took is given back then.
     */
    void discard() {
        if (next > 0) {
            // Less than nothing if the message broke off.
            int left = Math.max(0, filled - next);
            System.arraycopy(in.array(), next, in.array(), 0, left);
            if (left == 0) {
                in.clear(0);
            }
            next = 0;
            filled = left;
        }
        end = Clock.NEVER;
        giveBack();
    }

    /** The memory of the current message is free for others. For whoever reads, or ends the connection. */
    void giveBack() {
        if (memory != null) {
            memory.giveBack();
        }
    }

    private void take(int length) throws IOException {
        if (memory != null) {
            long waited = memory.take(length);
            // The peer is not to blame for the time that it had to wait.
            end = end == Clock.NEVER ? end : end + waited;
        }
    }

    /** From the first byte of a message on the time runs, however many reads it takes. */
    private void armStalled() {
        if (end == Clock.NEVER) {
            end = Clock.after(frameTimeout);
        }
        stalled.arm(end);
    }

    /** Reads until so many bytes are there. A peer that begins a message must end it in time. */
    private boolean fill(int wanted) throws IOException {
        boolean armed = false;
        try {
            while (filled < wanted) {
                if (filled > 0 && !armed) {
                    armed = true;
                    armStalled();
                }
                // What the message announces is allocated step by step, as the bytes arrive.
                in.window(0, filled);
                in.ensure(Math.min(wanted, Math.max(2 * filled, in.array().length)));
                int count = wanted - filled <= DIRECT ? readSome() : transport.read(in.view(filled, in.array().length));
                if (count < 0) {
                    if (filled == 0) {
                        return false;
                    }
                    throw new EOFException(ENDED);
                }
                filled += count;
                if (memory != null) {
                    memory.cameOn();
                }
            }
            if (!armed || stalled.disarm()) {
                return true;
            }
        } catch (IOException e) {
            if (!armed || stalled.disarm()) {
                throw e;
            }
        }
        throw stalled();
    }

    private IOException stalled() {
        return new IOException(
                "The peer began a message and did not end it within frameTimeout = " + frameTimeout.toMillis() + " ms");
    }

    private int readSome() throws IOException {
        int count = transport.read(inDirect.clear());
        if (count > 0) {
            in.ensure(filled + count);
            inDirect.flip().get(in.array(), filled, count);
        }
        return count;
    }

    /** Empties the output for a new message. */
    FrameProtocol begin() {
        out.clear(HEADER);
        return output;
    }

    /** Sends what was written to {@link #output()} since {@link #begin()}. */
    void send() throws IOException {
        byte[] bytes = out.array();
        int length = out.length() - HEADER;
        bytes[0] = (byte) (length >> 24);
        bytes[1] = (byte) (length >> 16);
        bytes[2] = (byte) (length >> 8);
        bytes[3] = (byte) length;
        ByteBuffer assembled = out.assembled();
        ByteBuffer message = assembled != null
                ? assembled
                : out.end() <= DIRECT
                        ? outDirect.clear().put(bytes, 0, out.end()).flip()
                        : out.view(0, out.end());
        Deadline limit = unread;
        if (limit != null) {
            limit.arm(Clock.after(frameTimeout));
        }
        IOException failure = null;
        try {
            transport.write(message);
        } catch (IOException e) {
            failure = e;
        } finally {
            out.clear(HEADER);
        }
        if (limit != null && !limit.disarm()) {
            throw unread(failure);
        } else if (failure != null) {
            throw failure;
        }
    }

    private IOException unread(@Nullable IOException cause) {
        return new IOException(
                "The peer did not take an answer within frameTimeout = " + frameTimeout.toMillis() + " ms", cause);
    }

    /** Closes the connection. Harmless when repeated, from any thread. */
    void close() {
        stalled.close();
        if (unread != null) {
            unread.close();
        }
        transport.close();
        if (memory != null) {
            memory.wake();
        }
    }
}
