package io.thriftplugins;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/** Bytes in memory. */
final class MemoryBlob implements Blob {

    /** What every JVM can allocate. */
    private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

    private final boolean writable;

    /** Guarded by this, as is the length. */
    private byte[] bytes;

    private int length;

    private MemoryBlob(byte[] bytes, boolean writable) {
        this.bytes = bytes;
        this.length = bytes.length;
        this.writable = writable;
    }

    static MemoryBlob of(byte[] bytes) {
        return new MemoryBlob(Objects.requireNonNull(bytes, "bytes"), false);
    }

    static MemoryBlob empty() {
        return new MemoryBlob(new byte[0], true);
    }

    @Override
    public synchronized long length() {
        return length;
    }

    @Override
    public synchronized int read(long offset, ByteBuffer target) {
        if (Offsets.check(offset) >= length) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), length - offset);
        target.put(bytes, (int) offset, count);
        return count;
    }

    @Override
    public synchronized void write(long offset, ByteBuffer source) {
        if (!writable) {
            throw new PluginException(
                    ErrorCode.NOT_SUPPORTED, "A blob of given bytes can only be read; Blob.writable() makes another");
        }
        Offsets.checkWrite(offset, length);
        long end = offset + source.remaining();
        if (end > MAX_LENGTH) {
            throw new PluginException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "A blob in memory has at most " + MAX_LENGTH + " bytes, not " + end + "; use Blob.writable(Path)");
        }
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_LENGTH, Math.max(end, bytes.length * 2L)));
        }
        source.get(bytes, (int) offset, source.remaining());
        length = Math.max(length, (int) end);
    }

    @Override
    public synchronized String toString() {
        return "Blob[" + length + " bytes]";
    }
}
