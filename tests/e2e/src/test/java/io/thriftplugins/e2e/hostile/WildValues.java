package io.thriftplugins.e2e.hostile;

import io.thriftplugins.thrift.VariantValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.thrift.TException;
import org.apache.thrift.TFieldIdEnum;
import org.apache.thrift.meta_data.FieldMetaData;
import org.apache.thrift.meta_data.FieldValueMetaData;
import org.apache.thrift.meta_data.ListMetaData;
import org.apache.thrift.meta_data.MapMetaData;
import org.apache.thrift.meta_data.SetMetaData;
import org.apache.thrift.meta_data.StructMetaData;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TList;
import org.apache.thrift.protocol.TMap;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TSet;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/** Writes structs as their description has it, mostly, with wild values. */
final class WildValues {

    private static final int DEEPEST = 5;

    private static final List<String> TEXTS = List.of(
            "",
            "echo",
            "ECHO",
            "add",
            "gift",
            "blob",
            "rows",
            "key",
            "value",
            "f(a: integer): integer",
            "Equals",
            "((((",
            "{0}{1}",
            "\u0000",
            "\ud83d\ude00",
            "net.pipe://127.0.0.1/../../etc/passwd",
            "tcp://256.1.1.1:99999");

    private static final long[] NUMBERS = {
        0,
        1,
        2,
        3,
        -1,
        -2,
        100,
        Byte.MIN_VALUE,
        Short.MAX_VALUE,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        1_000_000
    };

    private final SplittableRandom random;
    private final TProtocol out;
    private final @Nullable Long token;

    WildValues(SplittableRandom random, TProtocol out, @Nullable Long token) {
        this.random = random;
        this.out = out;
        this.token = token;
    }

    /** Writes a struct, without a field around it. */
    void struct(Map<? extends TFieldIdEnum, FieldMetaData> fields, int depth) throws TException {
        for (Map.Entry<? extends TFieldIdEnum, FieldMetaData> entry : fields.entrySet()) {
            FieldMetaData field = entry.getValue();
            short id = entry.getKey().getThriftFieldId();
            int chance = random.nextInt(60);
            if (chance == 0) {
                continue;
            } else if (chance == 1) {
                byte type = anyType();
                out.writeFieldBegin(new TField("", type, id));
                ofType(type, depth + 1);
                continue;
            }
            byte type = field.valueMetaData.type == TType.ENUM ? TType.I32 : field.valueMetaData.type;
            out.writeFieldBegin(new TField("", type, id));
            if (token != null && field.fieldName.equals("token") && type == TType.I64 && random.nextInt(10) > 0) {
                out.writeI64(token);
            } else {
                value(type, field.valueMetaData, depth + 1);
            }
        }
        if (random.nextInt(20) == 0) {
            byte type = anyType();
            out.writeFieldBegin(WildCalls.unknown(type));
            ofType(type, depth + 1);
        }
        out.writeFieldStop();
    }

    private byte anyType() {
        return WildCalls.TYPES[random.nextInt(WildCalls.TYPES.length)];
    }

    private int size(int depth) {
        return depth > DEEPEST ? 0 : random.nextInt(random.nextInt(30) == 0 ? 200 : 4);
    }

    private void value(byte type, FieldValueMetaData meta, int depth) throws TException {
        if (meta instanceof ListMetaData list) {
            int size = size(depth);
            byte element = wireType(list.elemMetaData);
            out.writeListBegin(new TList(element, size));
            for (int i = 0; i < size; i++) {
                value(element, list.elemMetaData, depth + 1);
            }
        } else if (meta instanceof SetMetaData set) {
            int size = size(depth);
            byte element = wireType(set.elemMetaData);
            out.writeSetBegin(new TSet(element, size));
            for (int i = 0; i < size; i++) {
                value(element, set.elemMetaData, depth + 1);
            }
        } else if (meta instanceof MapMetaData map) {
            int size = size(depth);
            byte key = wireType(map.keyMetaData);
            byte value = wireType(map.valueMetaData);
            out.writeMapBegin(new TMap(key, value, size));
            for (int i = 0; i < size; i++) {
                value(key, map.keyMetaData, depth + 1);
                value(value, map.valueMetaData, depth + 1);
            }
        } else if (type == TType.STRUCT
                && meta instanceof StructMetaData struct
                && struct.structClass != VariantValue.class) {
            if (depth > 2 * DEEPEST) {
                out.writeFieldStop();
            } else {
                struct(WildCalls.fields(struct.structClass.getName()), depth + 1);
            }
        } else if (type == TType.STRUCT) {
            variant(depth);
        } else {
            ofType(type, depth);
        }
    }

    private static byte wireType(FieldValueMetaData meta) {
        return meta.type == TType.ENUM ? TType.I32 : meta.type;
    }

    /** Mostly one field, as a union has it. */
    private void variant(int depth) throws TException {
        for (int fields = random.nextInt(10) == 0 ? random.nextInt(3) : 1; fields > 0; fields--) {
            int id = random.nextInt(14);
            byte type = switch (id) {
                case 1, 6 -> TType.BOOL;
                case 2, 5, 8 -> TType.I64;
                case 3, 10 -> TType.STRING;
                case 4 -> TType.DOUBLE;
                case 7, 9 -> TType.STRUCT;
                case 11 -> TType.LIST;
                case 12 -> TType.MAP;
                default -> anyType();
            };
            out.writeFieldBegin(new TField("", type, (short) (id == 13 ? 100 : id)));
            if (id == 11) {
                int size = size(depth);
                out.writeListBegin(new TList(TType.STRUCT, size));
                for (int i = 0; i < size; i++) {
                    variant(depth + 1);
                }
            } else if (id == 12) {
                int size = size(depth);
                out.writeMapBegin(new TMap(TType.STRUCT, TType.STRUCT, size));
                for (int i = 0; i < 2 * size; i++) {
                    variant(depth + 1);
                }
            } else if (id == 9) {
                objectValue();
            } else {
                ofType(type, depth);
            }
        }
        out.writeFieldStop();
    }

    private void objectValue() throws TException {
        out.writeFieldBegin(new TField("", TType.I32, (short) 1));
        out.writeI32(List.of(-1, 0, 10, 11, 12, 13, 14, 99).get(random.nextInt(8)));
        out.writeFieldBegin(new TField("", TType.I32, (short) 2));
        out.writeI32((int) number());
        out.writeFieldBegin(new TField("", TType.STRING, (short) 3));
        out.writeString("object");
        out.writeFieldStop();
    }

    private long number() {
        return random.nextInt(4) == 0 ? random.nextLong() : NUMBERS[random.nextInt(NUMBERS.length)];
    }

    /** Writes anything of a type. */
    private void ofType(byte type, int depth) throws TException {
        switch (type) {
            case TType.BOOL -> out.writeBool(random.nextBoolean());
            case TType.BYTE -> out.writeByte((byte) random.nextInt());
            case TType.DOUBLE -> out.writeDouble(Double.longBitsToDouble(number()));
            case TType.I16 -> out.writeI16((short) number());
            case TType.I32 -> out.writeI32((int) number());
            case TType.I64 -> out.writeI64(number());
            case TType.STRING -> text();
            case TType.STRUCT -> variant(depth + 1);
            case TType.MAP -> {
                out.writeMapBegin(new TMap(TType.I32, TType.STRING, 2));
                for (int i = 0; i < 2; i++) {
                    out.writeI32(random.nextInt());
                    text();
                }
            }
            case TType.SET -> {
                out.writeSetBegin(new TSet(TType.STRING, 1));
                text();
            }
            default -> {
                out.writeListBegin(new TList(TType.I64, 2));
                out.writeI64(number());
                out.writeI64(number());
            }
        }
    }

    private void text() throws TException {
        switch (random.nextInt(8)) {
            case 0 -> {
                byte[] bytes = new byte[random.nextInt(random.nextInt(20) == 0 ? 100_000 : 100)];
                random.nextBytes(bytes);
                out.writeBinary(ByteBuffer.wrap(bytes));
            }
            case 1 -> out.writeBinary(ByteBuffer.wrap("\u00e9\u4e2d".getBytes(StandardCharsets.UTF_16)));
            default -> out.writeString(TEXTS.get(random.nextInt(TEXTS.size())));
        }
    }
}
