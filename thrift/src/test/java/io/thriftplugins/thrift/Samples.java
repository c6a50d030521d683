package io.thriftplugins.thrift;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.thrift.TBase;
import org.apache.thrift.TUnion;
import org.apache.thrift.meta_data.EnumMetaData;
import org.apache.thrift.meta_data.FieldValueMetaData;
import org.apache.thrift.meta_data.ListMetaData;
import org.apache.thrift.meta_data.MapMetaData;
import org.apache.thrift.meta_data.SetMetaData;
import org.apache.thrift.meta_data.StructMetaData;
import org.apache.thrift.protocol.TType;

/** Makes values of any type of the IDL, with every field set, each value different from the one before. */
final class Samples {

    /** Deeper than this, optional fields stay unset and unions hold scalars: the types refer to themselves. */
    private static final int DEPTH = 4;

    /** The seed is fixed: a failure repeats. */
    private final SplittableRandom random = new SplittableRandom(8);

    private int depth;

    Object of(Field field) {
        return value(field.meta().valueMetaData);
    }

    Object[] argumentsOf(Call call) {
        return Field.of(call.arguments()).stream().map(this::of).toArray();
    }

    <T extends TBase<?, ?>> T struct(Class<T> type) {
        depth++;
        try {
            T struct = type.getConstructor().newInstance();
            var fields = Field.of(type);
            if (struct instanceof TUnion) {
                set(struct, fields.get(random.nextInt(depth > DEPTH ? 6 : fields.size())));
            } else {
                fields.stream()
                        .filter(f -> depth <= DEPTH || f.requiredness() != 'O')
                        .forEach(f -> set(struct, f));
            }
            return struct;
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type + " is not a stub of a struct", e);
        } finally {
            depth--;
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the key is one of the struct's own
    private void set(TBase<?, ?> struct, Field field) {
        ((TBase) struct).setFieldValue(field.key(), of(field));
    }

    @SuppressWarnings("unchecked") // the library declares the struct's class raw
    private Object value(FieldValueMetaData type) {
        if (type instanceof EnumMetaData e) {
            var members = e.enumClass.getEnumConstants();
            return members[random.nextInt(members.length)];
        } else if (type instanceof StructMetaData s) {
            return struct((Class<? extends TBase<?, ?>>) s.structClass);
        } else if (type instanceof ListMetaData l) {
            return two(l.elemMetaData);
        } else if (type instanceof SetMetaData s) {
            return Set.copyOf(two(s.elemMetaData));
        } else if (type instanceof MapMetaData m) {
            return Map.of(value(m.keyMetaData), value(m.valueMetaData));
        }
        return switch (type.type) {
            case TType.BOOL -> random.nextBoolean();
            case TType.DOUBLE -> random.nextGaussian();
            case TType.I32 -> random.nextInt();
            case TType.I64 -> random.nextLong();
            case TType.STRING -> type.isBinary() ? binary() : "zażółć \uD83D\uDE80 " + random.nextLong();
            default -> throw new AssertionError("no sample of type code " + type.type);
        };
    }

    private List<Object> two(FieldValueMetaData type) {
        return List.of(value(type), value(type));
    }

    private ByteBuffer binary() {
        var bytes = new byte[random.nextInt(1, 100)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
