package io.thriftplugins.rpc;

import io.thriftplugins.RowQuery;
import java.util.List;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/** The arguments that methods of row sets have beside token and handle: each has one or two of these (contract 4.1). */
final class RowArguments {

    /** Field 3: a count, an offset, or a column's index. */
    @Nullable
    Integer number;

    /** Field 4: where an offset counts from. */
    @Nullable
    Integer second;

    /** Fields 3 and 4: the query context, and how the reader reads. */
    @Nullable
    RowQuery context;

    /** How many bytes the query context had. */
    int contextBytes;

    /** Field 4: the name of an operation. */
    @Nullable
    String text;

    /** Field 3: the values of a row. */
    @Nullable
    List<@Nullable Object> values;

    /** Field 4 or 5: a value. */
    @Nullable
    Object value;

    /** How many bytes the value had. */
    int valueBytes;

    void read(StructReader fields, FrameProtocol in, ValueCodec codec) throws TException {
        if (fields.is(3, TType.I32)) {
            number = in.readI32();
        } else if (fields.is(3, TType.STRUCT)) {
            int from = in.buffer().position();
            context = WireContext.read(in);
            contextBytes = in.buffer().position() - from;
        } else if (fields.is(3, TType.LIST)) {
            values = codec.readList();
        } else if (fields.is(4, TType.STRUCT) && context != null) {
            context = WireContext.readMore(in, context);
        } else if (fields.is(4, TType.I32)) {
            second = in.readI32();
        } else if (fields.is(4, TType.STRING)) {
            text = in.readString();
        } else if ((fields.is(4, TType.STRUCT) && number != null) || fields.is(5, TType.STRUCT)) {
            int from = in.buffer().position();
            value = codec.read();
            valueBytes = in.buffer().position() - from;
        } else {
            fields.skip();
        }
    }

    int number() throws TException {
        return StructReader.required(number, "count, offset or column_index");
    }
}
