package io.thriftplugins.e2e.blobs;

import io.thriftplugins.Blob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A blob of any length that takes no memory: each byte is computed from its offset, so that a wrong one shows. */
record Pattern(long length) implements Blob {

    static byte at(long offset) {
        long mixed = offset * 0x9E3779B97F4A7C15L;
        return (byte) (mixed >>> 56);
    }

    static byte[] bytes(long offset, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = at(offset + i);
        }
        return bytes;
    }

    /** Reads a stream to its end and returns how many bytes it had, all those of a pattern from an offset on. */
    static long check(InputStream stream, long offset) throws IOException {
        byte[] buffer = new byte[50_000];
        long at = offset;
        int count = stream.read(buffer);
        while (count >= 0) {
            for (int i = 0; i < count; i++) {
                if (buffer[i] != at(at + i)) {
                    throw new IOException("The byte at " + (at + i) + " is wrong");
                }
            }
            at += count;
            count = stream.read(buffer);
        }
        return at - offset;
    }

    @Override
    public String name() {
        return "pattern";
    }

    @Override
    public int read(long offset, ByteBuffer target) {
        if (offset >= length) {
            return -1;
        }
        int count = (int) Math.min(target.remaining(), length - offset);
        for (int i = 0; i < count; i++) {
            target.put(at(offset + i));
        }
        return count;
    }
}
