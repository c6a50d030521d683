package io.thriftplugins.rpc;

import io.thriftplugins.Column;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.Row;
import java.util.List;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TType;

/** The contract's batch: row after row in one list of values (contract 5.2). */
final class RowListWriter implements BatchWriter {

    private final List<Column> columns;
    private final FrameProtocol staged;
    private final ValueCodec codec;
    private final int maxFrame;
    private int rows;

    /**
     * An empty batch.
     *
     * @param maxFrame the configured limit of a message, for errors
     * @param staged takes the values; has a limit somewhat below that of a message
     * @param codec writes to it
     */
    RowListWriter(List<Column> columns, int maxFrame, FrameProtocol staged, ValueCodec codec) {
        this.maxFrame = maxFrame;
        this.columns = columns;
        this.staged = staged;
        this.codec = codec;
    }

    @Override
    public void clear() {
        staged.buffer().clear(0);
        rows = 0;
    }

    @Override
    public PassedObjects passed() {
        return codec.passed();
    }

    @Override
    public boolean add(Row row) throws TException {
        int begin = staged.buffer().end();
        boolean done = false;
        try {
            for (int i = 0; i < columns.size(); i++) {
                write(row, i);
            }
            done = true;
            rows++;
            return true;
        } catch (FrameLimitException e) {
            if (rows == 0) {
                throw tooLarge(maxFrame);
            }
            return false;
        } finally {
            if (!done) {
                staged.buffer().window(0, begin);
            }
        }
    }

    static PluginException tooLarge(int maxFrame) {
        return new PluginException(
                ErrorCode.LIMIT_EXCEEDED,
                "One row alone is too large: a message may have at most maxFrameBytes = " + maxFrame
                        + " bytes; raise it on both sides, or pass a blob instead");
    }

    /** The types that most cells have go without an object. */
    private void write(Row row, int column) throws TException {
        switch (columns.get(column).type()) {
            case INTEGER, FLOAT, BOOLEAN -> {
                if (row.isNull(column) || !writePrimitive(row, column)) {
                    codec.write(row.get(column));
                }
            }
            case STRING -> writeString(row, column);
            default -> codec.write(row.get(column));
        }
    }

    /** Returns false if the value is none of the column's type, which can be so in a peer's row set. */
    private boolean writePrimitive(Row row, int column) throws TException {
        try {
            switch (columns.get(column).type()) {
                case INTEGER -> staged.i64Field(ValueCodec.INTEGER, row.getLong(column));
                case FLOAT -> {
                    double value = row.getDouble(column);
                    staged.field(TType.DOUBLE, ValueCodec.FLOAT);
                    staged.writeDouble(value);
                }
                default -> {
                    boolean value = row.getBoolean(column);
                    staged.field(TType.BOOL, ValueCodec.BOOLEAN);
                    staged.writeBool(value);
                }
            }
        } catch (PluginException e) {
            return false;
        }
        staged.writeByte(TType.STOP);
        return true;
    }

    private void writeString(Row row, int column) throws TException {
        Object value = row.get(column);
        if (value instanceof String text) {
            staged.field(TType.STRING, ValueCodec.STRING);
            Texts.write(staged.buffer(), text);
            staged.writeByte(TType.STOP);
        } else {
            codec.write(value);
        }
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int bytes() {
        return staged.buffer().end();
    }

    @Override
    public void write(FrameProtocol out, boolean hasMore) throws TException {
        out.field(TType.STRUCT, 0);
        out.field(TType.BOOL, 1);
        out.writeBool(hasMore);
        out.field(TType.LIST, 2);
        out.listHeader(TType.STRUCT, rows * columns.size());
        out.buffer().write(staged.buffer().array(), 0, bytes());
        out.writeByte(TType.STOP);
    }
}
