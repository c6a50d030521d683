package io.thriftplugins.rpc;

import io.thriftplugins.Column;
import java.util.List;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/** The contract's batch, a {@code RowsList}. */
final class RowListBatch extends Batch {

    private final int width;

    /** Where each value lies, row by row. */
    private int[] places = new int[64];

    RowListBatch(ObjectSpace space, List<Column> columns) {
        super(space, columns);
        this.width = columns.size();
    }

    /** A peer that doesn't say whether there is more is asked again: an empty list is the end (contract 12). */
    @Override
    void index() throws TException {
        StructReader fields = new StructReader(wire);
        boolean more = true;
        int size = -1;
        while (fields.next()) {
            if (fields.is(1, TType.BOOL)) {
                more = wire.readBool();
            } else if (fields.is(2, TType.LIST)) {
                size = wire.readListHeader(TType.STRUCT);
                if (places.length < size) {
                    places = new int[Math.max(size, 2 * places.length)];
                }
                for (int i = 0; i < size; i++) {
                    places[i] = Union.find(wire);
                    foundUnion(places[i]);
                }
            } else {
                fields.skip();
            }
        }
        StructReader.require(size >= 0, "values");
        if (size > 0 && (width == 0 || size % width != 0)) {
            throw Union.wrong("a batch has " + size + " values, which is no multiple of " + width + " columns");
        }
        found(size == 0 ? 0 : size / width, more && size > 0);
    }

    /** Where a value lies. */
    private int place(int row, int column) {
        checkColumn(column);
        return places[row * width + column];
    }

    private int placeOfValue(int row, int column, String wanted) {
        int at = place(row, column);
        if (at == Union.NULL) {
            throw mismatch(column, null, wanted);
        }
        return at;
    }

    @Override
    boolean isNull(int row, int column) {
        return place(row, column) == Union.NULL;
    }

    @Override
    long getLong(int row, int column) {
        return unionLong(placeOfValue(row, column, "an integer"), column);
    }

    @Override
    double getDouble(int row, int column) {
        return unionDouble(placeOfValue(row, column, "a float"), column);
    }

    @Override
    boolean getBoolean(int row, int column) {
        return unionBoolean(placeOfValue(row, column, "a boolean"), column);
    }

    @Override
    @Nullable
    String getString(int row, int column) {
        int at = place(row, column);
        return at == Union.NULL ? null : unionString(at, column);
    }

    @Override
    @Nullable
    Object get(int row, int column) {
        int at = place(row, column);
        return at == Union.NULL ? null : unionValue(at);
    }
}
