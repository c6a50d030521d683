package io.thriftplugins.rpc;

import io.thriftplugins.Column;
import io.thriftplugins.RowQuery;
import java.util.List;

/** Makes what batches are collected in. */
final class Staging {

    /** What surrounds a batch in its message. */
    private static final int ENVELOPE = 128;

    private Staging() {}

    static BatchWriter batch(ObjectSpace space, List<Column> columns, RowQuery query, boolean byColumn) {
        int maxFrame = space.rpc().limits().maxFrameBytes();
        int limit = maxFrame - ENVELOPE;
        if (byColumn) {
            return new ColumnBatchWriter(
                    columns, query, limit, maxFrame, wire -> codec(space, wire), () -> wire(space, limit));
        }
        FrameProtocol staged = wire(space, limit);
        return new RowListWriter(columns, maxFrame, staged, codec(space, staged));
    }

    static FrameProtocol wire(ObjectSpace space, int limit) {
        // As FrameConnection: two levels for each level of nested values, and what surrounds them.
        return new FrameProtocol(
                new FrameBuffer(0, limit, 2 * space.rpc().limits().maxDepth() + 8));
    }

    /** What stands in a cell is handed over with it. */
    static ValueCodec codec(ObjectSpace space, FrameProtocol wire) {
        return new ValueCodec(wire, space.rpc().limits().maxDepth(), () -> space, true);
    }
}
