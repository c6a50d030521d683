package io.thriftplugins.rpc;

import io.thriftplugins.Column;
import io.thriftplugins.DataType;
import io.thriftplugins.RowQuery;
import java.util.List;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TType;

/**
 * What a reader wants of a row set, but for key columns (contract 3, {@code ContextQueryInfo}, {@code ContextInfo}).
 */
final class WireContext {

    /** How many rows may be read ahead: the contract's default (12). */
    private static final int PREREAD = 10;

    /** For a reader who will change rows. Only sent to peers of ours. */
    private static final int NONE_AHEAD = 0;

    private WireContext() {}

    /** Writes fields 3 and 4 of {@code RowsSet_SetContext}; no limit is -1, since .NET takes absence for 0. */
    static void write(FrameProtocol out, List<Column> known, RowQuery query) throws TException {
        out.field(TType.STRUCT, 3);
        out.field(TType.LIST, 1);
        WireColumns.write(
                out, query.columns().stream().map(name -> find(known, name)).toList());
        out.i64Field(2, query.offset());
        out.i64Field(3, query.limit().orElse(-1));
        out.writeByte(TType.STOP);
        out.field(TType.STRUCT, 4);
        out.i32Field(1, query.isForUpdate() ? NONE_AHEAD : PREREAD);
        out.field(TType.BOOL, 2);
        out.writeBool(false);
        out.writeByte(TType.STOP);
    }

    private static Column find(List<Column> known, String name) {
        return known.stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseGet(() -> Column.of(name, DataType.ANY));
    }

    /** Reads a {@code ContextInfo}; returns the query with what it adds. */
    static RowQuery readMore(FrameProtocol in, RowQuery query) throws TException {
        StructReader fields = new StructReader(in);
        boolean update = false;
        while (fields.next()) {
            if (fields.is(1, TType.I32)) {
                update = in.readI32() == NONE_AHEAD;
            } else {
                fields.skip();
            }
        }
        return update ? query.forUpdate() : query;
    }

    /** Reads a {@code ContextQueryInfo}. An absent limit is none, and so is a negative one. */
    static RowQuery read(FrameProtocol in) throws TException {
        StructReader fields = new StructReader(in);
        List<Column> columns = null;
        Long offset = null;
        long limit = -1;
        while (fields.next()) {
            if (fields.is(1, TType.LIST)) {
                columns = WireColumns.read(in);
            } else if (fields.is(2, TType.I64)) {
                offset = in.readI64();
            } else if (fields.is(3, TType.I64)) {
                limit = in.readI64();
            } else {
                fields.skip();
            }
        }
        String[] names = StructReader.required(columns, "columns").stream()
                .map(Column::name)
                .toArray(String[]::new);
        RowQuery query = RowQuery.all().columns(names).offset(Math.max(0, StructReader.required(offset, "offset")));
        return limit < 0 ? query : query.limit(limit);
    }
}
