package io.thriftplugins.e2e.soak;

import io.thriftplugins.Blob;
import java.nio.ByteBuffer;

/**
 * Bytes that follow from a number.
 *
 * @param seed the number
 * @param length how many
 */
record SeededBlob(long seed, long length) implements Blob {

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

    byte at(long offset) {
        return (byte) (seed * 31 + offset * 7);
    }

    /** The sum of all bytes. */
    long sum() {
        long sum = 0;
        for (long i = 0; i < length; i++) {
            sum += at(i);
        }
        return sum;
    }
}
