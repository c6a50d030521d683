package io.thriftplugins.rpc;

import io.thriftplugins.Column;
import io.thriftplugins.Row;
import io.thriftplugins.RowQuery;
import java.util.List;
import java.util.function.Supplier;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TType;

/** Our batch: column after column (docs/column-batch.md). */
final class ColumnBatchWriter implements BatchWriter {

    /** What surrounds a column's values in a message, but for its null bits. */
    private static final int OVERHEAD = 32;

    private final ColumnWriter[] columns;
    private final PassedObjects passed;
    private final int limit;
    private final int maxFrame;
    private int rows;
    private int bytes;

    /**
     * An empty batch.
     *
     * @param limit how many bytes it may have
     * @param maxFrame the configured limit, for messages
     * @param passed the objects in its cells
     * @param staging makes what takes a column's values
     */
    ColumnBatchWriter(
            List<Column> columns,
            RowQuery query,
            int limit,
            int maxFrame,
            PassedObjects passed,
            Supplier<ColumnData> staging) {
        this.passed = passed;
        this.limit = limit;
        this.maxFrame = maxFrame;
        this.columns = new ColumnWriter[columns.size()];
        for (int i = 0; i < this.columns.length; i++) {
            Column column = columns.get(i);
            this.columns[i] = new ColumnWriter(i, column.type(), query.wants(column.name()), staging.get());
        }
    }

    @Override
    public void clear() {
        for (ColumnWriter column : columns) {
            column.clear();
        }
        rows = 0;
        bytes = 0;
    }

    @Override
    public PassedObjects passed() {
        return passed;
    }

    @Override
    public boolean add(Row row) throws TException {
        int total = 0;
        int at = 0;
        boolean done = false;
        try {
            for (; at < columns.length; at++) {
                ColumnWriter column = columns[at];
                if (!column.add(row, rows)) {
                    column.generalize(rows == 0);
                    if (rows > 0) {
                        return false;
                    }
                    column.add(row, rows);
                }
                total += column.size() + OVERHEAD + (rows >> 3);
                if (total > limit) {
                    return tooLarge();
                }
            }
            done = true;
            bytes = total;
            rows++;
            return true;
        } catch (FrameLimitException e) {
            return tooLarge();
        } finally {
            if (!done) {
                for (int i = Math.min(at, columns.length - 1); i >= 0; i--) {
                    columns[i].undo(rows);
                }
            }
        }
    }

    private boolean tooLarge() {
        if (rows == 0) {
            throw RowListWriter.tooLarge(maxFrame);
        }
        return false;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public int bytes() {
        return bytes;
    }

    @Override
    public void write(FrameProtocol out, boolean hasMore) throws TException {
        out.field(TType.STRUCT, 0);
        out.field(TType.BOOL, 1);
        out.writeBool(hasMore);
        out.i32Field(2, rows);
        out.field(TType.LIST, 3);
        out.listHeader(TType.STRUCT, rows == 0 ? 0 : columns.length);
        if (rows > 0) {
            for (ColumnWriter column : columns) {
                column.write(out, rows);
            }
        }
        out.writeByte(TType.STOP);
    }
}
