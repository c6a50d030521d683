package io.thriftplugins.rpc;

import io.thriftplugins.DataType;
import io.thriftplugins.PluginException;
import io.thriftplugins.Row;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Objects;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TType;

/** One column of a batch, in the layout of {@code docs/column-batch.md}. */
final class ColumnWriter {

    private final int column;
    private final boolean wanted;
    private final FrameProtocol data;
    private final ValueCodec codec;
    private final FrameBuffer bytes;

    /** The layout of the values; {@code ANY} for values as the contract writes them. */
    private DataType layout;

    /** The layout from the next batch on: within one, all values have the same. */
    private DataType nextLayout;

    private byte[] nulls = new byte[64];
    private boolean anyNull;

    /** Where the last row began. */
    private int mark;

    /**
     * An empty column.
     *
     * @param wanted whether the reader looks at it; otherwise only nulls are sent
     * @param staged takes the values
     */
    ColumnWriter(int column, DataType type, boolean wanted, ColumnData staged) {
        this.column = column;
        this.wanted = wanted;
        this.data = staged.wire();
        this.codec = staged.codec();
        this.bytes = data.buffer();
        this.layout = ColumnLayout.of(type);
        this.nextLayout = layout;
    }

    void clear() {
        bytes.clear(0);
        layout = nextLayout;
        if (anyNull) {
            Arrays.fill(nulls, (byte) 0);
            anyNull = false;
        }
    }

    /**
     * Adds a row's value.
     *
     * @return false if the value doesn't have the column's type, so that it can't be in this batch
     */
    boolean add(Row row, int index) throws TException {
        mark = bytes.end();
        if (!wanted || row.isNull(column)) {
            setNull(index);
            return true;
        }
        try {
            write(row);
            return true;
        } catch (PluginException e) {
            if (layout == DataType.ANY) {
                throw e;
            }
            // A peer that knows only the contract may send what it likes; its row set may be passed on.
            bytes.window(0, mark);
            return false;
        }
    }

    private void write(Row row) throws TException {
        switch (layout) {
            case INTEGER, TIMESTAMP, INTERVAL -> data.writeI64(row.getLong(column));
            case FLOAT -> data.writeI64(Double.doubleToRawLongBits(row.getDouble(column)));
            case BOOLEAN -> data.writeByte((byte) (row.getBoolean(column) ? 1 : 0));
            case STRING -> Texts.write(bytes, Objects.requireNonNull(row.getString(column)));
            case NUMERIC -> Decimals.writePlain(data, Objects.requireNonNull(row.get(column, BigDecimal.class)));
            default -> codec.write(row.get(column));
        }
    }

    private void setNull(int index) {
        int at = index >> 3;
        if (at >= nulls.length) {
            nulls = Arrays.copyOf(nulls, 2 * at);
        }
        nulls[at] |= (byte) (1 << (index & 7));
        anyNull = true;
    }

    /** Takes the last row back. */
    void undo(int index) {
        bytes.window(0, mark);
        if (index >> 3 < nulls.length) {
            nulls[index >> 3] &= (byte) ~(1 << (index & 7));
        }
    }

    /** From the next batch on values of all types fit; from now on if this one is empty. */
    void generalize(boolean now) {
        nextLayout = DataType.ANY;
        if (now) {
            layout = DataType.ANY;
        }
    }

    int size() {
        return bytes.end();
    }

    void write(FrameProtocol out, int rows) throws TException {
        out.i32Field(1, WireTypes.number(layout));
        out.field(TType.STRING, 2);
        out.writeI32(size());
        out.buffer().write(bytes.array(), 0, size());
        if (anyNull) {
            out.field(TType.STRING, 3);
            int length = (rows + 7) >> 3;
            out.writeI32(length);
            if (length > nulls.length) {
                nulls = Arrays.copyOf(nulls, length);
            }
            out.buffer().write(nulls, 0, length);
        }
        out.writeByte(TType.STOP);
    }
}
