package io.thriftplugins.rpc;

import io.thriftplugins.Column;
import io.thriftplugins.DataType;
import io.thriftplugins.KeyColumn;
import io.thriftplugins.KeyOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TType;

/** What both sides tell each other of a row set before they read it: columns and key columns (contract 3). */
final class WireColumns {

    private WireColumns() {}

    static void write(FrameProtocol out, List<Column> columns) throws TException {
        out.listHeader(TType.STRUCT, columns.size());
        for (Column column : columns) {
            out.stringField(2, column.name());
            out.i32Field(3, WireTypes.number(column.type()));
            if (!column.description().isEmpty()) {
                out.stringField(4, column.description());
            }
            out.writeByte(TType.STOP);
        }
    }

    static List<Column> read(FrameProtocol in) throws TException {
        List<Column> columns = new ArrayList<>();
        for (int left = in.readListHeader(TType.STRUCT); left > 0; left--) {
            StructReader fields = new StructReader(in);
            String name = null;
            DataType type = null;
            String description = "";
            while (fields.next()) {
                if (fields.is(2, TType.STRING)) {
                    name = in.readString();
                } else if (fields.is(3, TType.I32)) {
                    type = WireTypes.of(in.readI32());
                } else if (fields.is(4, TType.STRING)) {
                    description = in.readString();
                } else {
                    fields.skip();
                }
            }
            columns.add(
                    new Column(StructReader.required(name, "name"), StructReader.required(type, "type"), description));
        }
        return List.copyOf(columns);
    }

    static void writeKeys(FrameProtocol out, List<KeyColumn> keys) throws TException {
        out.listHeader(TType.STRUCT, keys.size());
        for (KeyColumn key : keys) {
            out.i32Field(1, key.column());
            out.field(TType.BOOL, 2);
            out.writeBool(key.required());
            out.field(TType.LIST, 3);
            writeTexts(
                    out, key.operations().stream().map(KeyOperation::wireName).toList());
            out.writeByte(TType.STOP);
        }
    }

    /** Operations that this version doesn't know are left out: nobody here could ask for them. */
    static List<KeyColumn> readKeys(FrameProtocol in) throws TException {
        List<KeyColumn> keys = new ArrayList<>();
        for (int left = in.readListHeader(TType.STRUCT); left > 0; left--) {
            StructReader fields = new StructReader(in);
            Integer index = null;
            boolean required = false;
            List<String> operations = null;
            while (fields.next()) {
                if (fields.is(1, TType.I32)) {
                    index = in.readI32();
                } else if (fields.is(2, TType.BOOL)) {
                    required = in.readBool();
                } else if (fields.is(3, TType.LIST)) {
                    operations = readTexts(in);
                } else {
                    fields.skip();
                }
            }
            List<KeyOperation> known = StructReader.required(operations, "operations").stream()
                    .map(KeyOperation::byWireName)
                    .filter(Objects::nonNull)
                    .toList();
            keys.add(new KeyColumn(StructReader.required(index, "column_index"), required, known));
        }
        return List.copyOf(keys);
    }

    static void writeTexts(FrameProtocol out, List<String> texts) throws TException {
        out.listHeader(TType.STRING, texts.size());
        for (String text : texts) {
            out.writeString(text);
        }
    }

    static List<String> readTexts(FrameProtocol in) throws TException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readListHeader(TType.STRING); left > 0; left--) {
            texts.add(in.readString());
        }
        return List.copyOf(texts);
    }
}
