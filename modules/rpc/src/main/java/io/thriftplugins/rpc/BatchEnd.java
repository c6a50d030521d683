package io.thriftplugins.rpc;

/**
 * Ends a batch before it has as many rows as were asked for: when it is large, or when the source is slow, so that the
 * reader gets what there is.
 */
final class BatchEnd {

    private static final int LARGE = 256 * 1024;

    private static final long LONG_NANOS = 100_000_000;

    /** From so many rows on the clock is asked less often, since it costs as much as a row. */
    private static final int MANY = 256;

    private final long until = Clock.now() + LONG_NANOS;

    boolean reached(BatchWriter batch) {
        int rows = batch.rows();
        if (rows == 0) {
            return false;
        }
        return batch.bytes() >= LARGE || ((rows < MANY || rows % MANY == 0) && Clock.now() >= until);
    }
}
