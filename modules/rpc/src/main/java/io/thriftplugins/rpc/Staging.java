package io.thriftplugins.rpc;

import io.thriftplugins.Column;
import io.thriftplugins.Limit;
import io.thriftplugins.Limits;
import io.thriftplugins.RowQuery;
import java.util.List;

/** Makes what batches are collected in. */
final class Staging {

    /** What surrounds a batch in its message. */
    private static final int ENVELOPE = 128;

    private Staging() {}

    static BatchWriter batch(ObjectSpace space, List<Column> columns, RowQuery query, boolean byColumn) {
        Limits limits = space.rpc().limits();
        int maxFrame = limits.number(Limit.MAX_FRAME_BYTES);
        int limit = maxFrame - ENVELOPE;
        PassedObjects passed = new PassedObjects(() -> space, true);
        if (byColumn) {
            return new ColumnBatchWriter(columns, query, limit, maxFrame, passed, () -> {
                FrameProtocol wire = wire(space, limit);
                return new ColumnData(wire, new ValueCodec(wire, limits, passed));
            });
        }
        FrameProtocol staged = wire(space, limit);
        return new RowListWriter(columns, maxFrame, staged, new ValueCodec(staged, limits, passed));
    }

    static FrameProtocol wire(ObjectSpace space, int limit) {
        // As FrameConnection: two levels for each level of nested values, and what surrounds them.
        return new FrameProtocol(
                new FrameBuffer(0, limit, 2 * space.rpc().limits().number(Limit.MAX_DEPTH) + 8));
    }

    /** Reads what stands in the cells of a batch of the peer. */
    static ValueCodec codec(ObjectSpace space, FrameProtocol wire) {
        return new ValueCodec(wire, space.rpc().limits(), () -> space, true);
    }
}
