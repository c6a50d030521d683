package io.thriftplugins.rpc;

import io.thriftplugins.Column;
import io.thriftplugins.DataType;
import java.util.List;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/** Our batch, column by column (docs/column-batch.md). */
final class ColumnBatch extends Batch {

    private final ColumnValues[] values;

    ColumnBatch(ObjectSpace space, List<Column> columns) {
        super(space, columns);
        values = new ColumnValues[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = new ColumnValues(this, i);
        }
    }

    @Override
    void index() throws TException {
        StructReader fields = new StructReader(wire);
        Boolean more = null;
        Integer count = null;
        int size = -1;
        while (fields.next()) {
            if (fields.is(1, TType.BOOL)) {
                more = wire.readBool();
            } else if (fields.is(2, TType.I32)) {
                count = wire.readI32();
            } else if (fields.is(3, TType.LIST)) {
                size = wire.readListHeader(TType.STRUCT);
                if (size != 0 && size != values.length) {
                    throw Union.wrong("a batch has " + size + " columns instead of " + values.length);
                }
                for (int i = 0; i < size; i++) {
                    readColumn(values[i]);
                }
            } else {
                fields.skip();
            }
        }
        StructReader.require(size >= 0, "columns");
        int rowCount = StructReader.required(count, "row_count");
        // Nulls take no room in a message, so only this keeps a peer from announcing billions of them.
        if (rowCount < 0 || rowCount > asked() || (rowCount > 0 && size == 0)) {
            throw Union.wrong("a batch has " + rowCount + " rows and " + size + " columns, where at most " + asked()
                    + " rows were asked for");
        }
        for (int i = 0; i < size; i++) {
            values[i].index(rowCount);
        }
        found(rowCount, StructReader.required(more, "has_more"));
    }

    private void readColumn(ColumnValues target) throws TException {
        StructReader fields = new StructReader(wire);
        DataType type = null;
        int data = -1;
        int nulls = -1;
        target.clear();
        while (fields.next()) {
            if (fields.is(1, TType.I32)) {
                type = WireTypes.of(wire.readI32());
            } else if (fields.is(2, TType.STRING)) {
                data = skipBytes();
                target.data(data, buffer.position());
            } else if (fields.is(3, TType.STRING)) {
                nulls = skipBytes();
                target.nulls(nulls, buffer.position());
            } else {
                fields.skip();
            }
        }
        StructReader.require(data >= 0, "data");
        target.type(StructReader.required(type, "type"));
    }

    /** Returns where the bytes begin. */
    private int skipBytes() throws TException {
        int length = wire.readI32();
        buffer.checkReadBytesAvailable(length);
        int at = buffer.position();
        buffer.consumeBuffer(length);
        return at;
    }

    @Override
    boolean isNull(int row, int column) {
        return values[column].isNull(row);
    }

    @Override
    long getLong(int row, int column) {
        return values[column].getLong(row);
    }

    @Override
    double getDouble(int row, int column) {
        return values[column].getDouble(row);
    }

    @Override
    boolean getBoolean(int row, int column) {
        return values[column].getBoolean(row);
    }

    @Override
    @Nullable
    String getString(int row, int column) {
        return values[column].getString(row);
    }

    @Override
    @Nullable
    Object get(int row, int column) {
        return values[column].get(row);
    }
}
