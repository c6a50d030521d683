package io.thriftplugins.rpc;

/**
 * How many rows to ask for next: few at first, for those who want only some, then as many as fill a message well, fewer
 * if the source takes long for them.
 */
final class BatchSize {

    static final int FIRST = 32;

    /** Messages of this size keep their buffers, see {@link FrameBuffer}. */
    static final int TARGET_BYTES = 60 * 1024;

    private static final long TARGET_NANOS = 100_000_000;

    private static final int GROWTH = 8;

    private int count = FIRST;

    int count() {
        return count;
    }

    /** Learns from a batch. */
    void arrived(int rows, int bytes, long nanos) {
        if (rows == 0) {
            return;
        }
        long most = (long) TARGET_BYTES * rows / Math.max(1, bytes);
        if (nanos > TARGET_NANOS) {
            most = Math.min(most, rows * TARGET_NANOS / nanos);
        }
        count = (int) Math.max(1, Math.min(most, (long) count * GROWTH));
    }
}
