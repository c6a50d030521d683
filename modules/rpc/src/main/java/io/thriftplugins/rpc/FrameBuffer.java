package io.thriftplugins.rpc;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one message, as the transport that Thrift's protocol reads from or writes to. The array is used again
 * for the next message; one that a large message made large is given back.
 */
final class FrameBuffer extends TTransport {

    /** A larger array is not kept for the next message. */
    private static final int KEEP = 64 * 1024;

    private static final int INITIAL = 1024;

    private final TConfiguration configuration;
    private final int maxMessage;
    private final int limit;
    private byte[] bytes = new byte[INITIAL];
    private ByteBuffer view = ByteBuffer.wrap(bytes);
    private int position;
    private int end;

    /** A part of the message that is elsewhere, or null. */
    private @Nullable Chunk attached;

    /** Where in the array the attached part belongs. */
    private int split;

    /**
     * An empty buffer.
     *
     * @param front how many bytes stand before the message
     * @param maxMessage how many bytes the message may have
     * @param depth how deep structs and lists may be nested
     */
    FrameBuffer(int front, int maxMessage, int depth) {
        this.maxMessage = maxMessage;
        this.limit = front + maxMessage;
        this.configuration = new TConfiguration(limit, limit, depth);
    }

    byte[] array() {
        return bytes;
    }

    int position() {
        return position;
    }

    int end() {
        return end;
    }

    /** What is read next, and where it ends. */
    void window(int from, int to) {
        position = from;
        end = to;
    }

    /** Empties the buffer for writing, but for some bytes at the front. */
    void clear(int front) {
        if (bytes.length > KEEP) {
            replace(new byte[INITIAL]);
        }
        position = 0;
        end = front;
        attached = null;
    }

    /** Makes room for so many bytes in all, keeping those up to the end. */
    void ensure(int capacity) {
        if (capacity > bytes.length) {
            // What is small enough to be kept doesn't become too large for that by growing.
            int most = capacity <= KEEP ? Math.min(KEEP, limit) : limit;
            int grown = (int) Math.min(bytes.length * 2L, most);
            replace(Arrays.copyOf(bytes, Math.max(capacity, grown)));
        }
    }

    private void replace(byte[] array) {
        bytes = array;
        view = ByteBuffer.wrap(array);
    }

    /** A part of the array, for the transport; the same object each time. */
    ByteBuffer view(int from, int to) {
        return view.limit(to).position(from);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws FrameLimitException {
        int at = reserve(length);
        System.arraycopy(source, offset, bytes, at, length);
    }

    /** Makes room for so many more bytes and counts them as written; returns where they are to be put. */
    int reserve(int length) throws FrameLimitException {
        checkRoom(length);
        int at = end;
        ensure(at + length);
        end = at + length;
        return at;
    }

    /** Fails if so many more bytes would make the message longer than it may be. */
    void checkRoom(int length) throws FrameLimitException {
        if (length > limit - end - (attached == null ? 0 : attached.length())) {
            throw new FrameLimitException(maxMessage);
        }
    }

    /** Takes a chunk's bytes as the next ones of the message, without copying them; one chunk in a message. */
    void attach(Chunk chunk) throws FrameLimitException {
        checkRoom(chunk.length());
        attached = chunk;
        split = end;
    }

    /** How long all that was written is. */
    int length() {
        return attached == null ? end : end + attached.length();
    }

    /** All that was written in one piece, if that is not simply the array. */
    @Nullable
    ByteBuffer assembled() {
        return attached == null ? null : attached.framed(bytes, split, end);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws TTransportException {
        checkReadBytesAvailable(length);
        System.arraycopy(bytes, position, target, offset, length);
        position += length;
        return length;
    }

    @Override
    public byte[] getBuffer() {
        return bytes;
    }

    @Override
    public int getBufferPosition() {
        return position;
    }

    @Override
    public int getBytesRemainingInBuffer() {
        return end - position;
    }

    @Override
    public void consumeBuffer(int length) {
        position += length;
    }

    /** Nothing is allocated for what a message announces but doesn't hold. */
    @Override
    public void checkReadBytesAvailable(long count) throws TTransportException {
        if (count < 0 || count > end - position) {
            throw new TTransportException(
                    TTransportException.CORRUPTED_DATA,
                    "The message announces " + count + " more bytes but has " + (end - position));
        }
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void open() {}

    @Override
    public void close() {}

    @Override
    public TConfiguration getConfiguration() {
        return configuration;
    }

    @Override
    public void updateKnownMessageSize(long size) {}

    @Override
    public void resetMessageSizeAndConsumedBytes(long size) {}
}
