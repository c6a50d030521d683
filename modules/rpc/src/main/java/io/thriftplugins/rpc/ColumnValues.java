package io.thriftplugins.rpc;

import io.thriftplugins.DataType;
import java.time.Duration;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/** The values of one column in a batch, read where they lie. */
final class ColumnValues {

    private final Batch batch;
    private final int column;

    private byte[] bytes = new byte[0];
    private DataType layout = DataType.ANY;
    private int begin;
    private int end;

    /** Where the null bits begin and end; negative if no value is null. */
    private int nullsBegin;

    private int nullsEnd;

    /** How many bytes lie between one value and the next; 0 if the places must be looked up. */
    private int step;

    private int[] places = new int[0];

    ColumnValues(Batch batch, int column) {
        this.batch = batch;
        this.column = column;
    }

    void clear() {
        nullsBegin = -1;
    }

    void data(int from, int to) {
        begin = from;
        end = to;
    }

    void nulls(int from, int to) {
        nullsBegin = from;
        nullsEnd = to;
    }

    void type(DataType type) {
        layout = ColumnLayout.of(type);
    }

    /** Finds the values of so many rows, and refuses too short and too long data. */
    void index(int rows) throws TException {
        bytes = batch.buffer.array();
        int width = ColumnLayout.width(layout);
        boolean sparse = nullsBegin >= 0;
        if (sparse && (nullsEnd - nullsBegin) * 8L < rows) {
            throw wrong("has null bits for fewer than " + rows + " rows");
        }
        step = sparse ? 0 : width;
        int at = begin;
        if (step > 0) {
            at = rows > (end - begin) / width ? end + 1 : begin + rows * width;
        } else {
            if (places.length < rows) {
                places = new int[Math.max(rows, 2 * places.length)];
            }
            for (int row = 0; row < rows; row++) {
                if (sparse && (bytes[nullsBegin + (row >> 3)] >> (row & 7) & 1) != 0) {
                    places[row] = Union.NULL;
                } else {
                    at = place(row, at, width);
                }
            }
        }
        if (at != end) {
            throw wrong(
                    "has " + (end - begin) + " bytes, too " + (at > end ? "few" : "many") + " for " + rows + " rows");
        }
    }

    /** Notes where the row's value lies; returns where the next one begins. */
    private int place(int row, int at, int width) throws TException {
        places[row] = at;
        if (width > 0) {
            checkInside(at, width);
            return at + width;
        } else if (layout == DataType.STRING) {
            checkInside(at, Integer.BYTES);
            int length = (int) FrameProtocol.INT.get(bytes, at);
            checkInside(at + Integer.BYTES, length);
            return at + Integer.BYTES + length;
        }
        int all = batch.buffer.end();
        int position = batch.buffer.position();
        batch.buffer.window(at, end);
        try {
            places[row] = Union.find(batch.wire);
            batch.foundUnion(places[row]);
            return batch.buffer.position();
        } finally {
            batch.buffer.window(position, all);
        }
    }

    private void checkInside(int at, int length) throws TException {
        if (length < 0 || length > end - at) {
            throw wrong("has too few bytes");
        }
    }

    private TException wrong(String problem) {
        return Union.wrong("column '" + batch.columns.get(column).name() + "' of a batch " + problem);
    }

    private int find(int row) {
        return step > 0 ? begin + row * step : places[row];
    }

    private int value(int row, String wanted) {
        int at = find(row);
        if (at == Union.NULL) {
            throw batch.mismatch(column, null, wanted);
        }
        return at;
    }

    boolean isNull(int row) {
        return step == 0 && places[row] == Union.NULL;
    }

    long getLong(int row) {
        int at = value(row, "an integer");
        return switch (layout) {
            case INTEGER, TIMESTAMP, INTERVAL -> (long) FrameProtocol.LONG.get(bytes, at);
            case ANY -> batch.unionLong(at, column);
            default -> throw batch.mismatch(column, get(row), "an integer");
        };
    }

    double getDouble(int row) {
        int at = value(row, "a float");
        return switch (layout) {
            case FLOAT -> Double.longBitsToDouble((long) FrameProtocol.LONG.get(bytes, at));
            case INTEGER -> (double) (long) FrameProtocol.LONG.get(bytes, at);
            case ANY -> batch.unionDouble(at, column);
            default -> throw batch.mismatch(column, get(row), "a float");
        };
    }

    boolean getBoolean(int row) {
        int at = value(row, "a boolean");
        return switch (layout) {
            case BOOLEAN -> bytes[at] != 0;
            case ANY -> batch.unionBoolean(at, column);
            default -> throw batch.mismatch(column, get(row), "a boolean");
        };
    }

    @Nullable
    String getString(int row) {
        int at = find(row);
        if (at == Union.NULL) {
            return null;
        }
        return switch (layout) {
            case STRING -> Union.text(bytes, at);
            case ANY -> batch.unionString(at, column);
            default -> throw batch.mismatch(column, get(row), "a string");
        };
    }

    @Nullable
    Object get(int row) {
        int at = find(row);
        if (at == Union.NULL) {
            return null;
        }
        return switch (layout) {
            case INTEGER -> (long) FrameProtocol.LONG.get(bytes, at);
            case FLOAT -> Double.longBitsToDouble((long) FrameProtocol.LONG.get(bytes, at));
            case BOOLEAN -> bytes[at] != 0;
            case STRING -> Union.text(bytes, at);
            case TIMESTAMP -> ValueCodec.toInstant((long) FrameProtocol.LONG.get(bytes, at));
            case INTERVAL -> Duration.ofMillis((long) FrameProtocol.LONG.get(bytes, at));
            case NUMERIC ->
                Decimals.of(
                        (long) FrameProtocol.LONG.get(bytes, at), (int) FrameProtocol.INT.get(bytes, at + Long.BYTES));
            default -> batch.unionValue(at);
        };
    }
}
