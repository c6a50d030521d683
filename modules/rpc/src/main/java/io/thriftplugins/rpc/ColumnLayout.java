package io.thriftplugins.rpc;

import io.thriftplugins.DataType;

/** How the values of a type stand in a column of a batch (docs/column-batch.md). */
final class ColumnLayout {

    private ColumnLayout() {}

    /** The type whose layout the values have; {@code ANY} if it has none of its own. */
    static DataType of(DataType type) {
        return switch (type) {
            case INTEGER, TIMESTAMP, INTERVAL, FLOAT, BOOLEAN, STRING, NUMERIC -> type;
            default -> DataType.ANY;
        };
    }

    /** How many bytes each value takes; 0 if that differs. */
    static int width(DataType layout) {
        return switch (layout) {
            case INTEGER, TIMESTAMP, INTERVAL, FLOAT -> Long.BYTES;
            case BOOLEAN -> Byte.BYTES;
            case NUMERIC -> Long.BYTES + Integer.BYTES;
            default -> 0;
        };
    }
}
