package io.thriftplugins.rpc;

import java.util.List;
import java.util.Map;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/** {@code CallFunction}, the method that both services have, read and written by hand since it is the busiest one. */
final class CallFunctionMethod implements RpcMethod {

    private final Target target;

    CallFunctionMethod(Target target) {
        this.target = target;
    }

    /** The arguments of a request. No object handle is -1: a .NET reader takes an absent one for 0 (contract 3). */
    static ArgumentWriter arguments(
            long token,
            String wireName,
            List<? extends @Nullable Object> positional,
            Map<String, ? extends @Nullable Object> named) {
        return (out, values) -> {
            out.i64Field(1, token);
            out.stringField(2, wireName);
            out.field(TType.STRUCT, 3);
            out.field(TType.MAP, 1);
            values.writeNamed(named);
            out.field(TType.LIST, 2);
            values.writeList(positional);
            out.writeByte(TType.STOP);
            out.field(TType.I32, 4);
            out.writeI32(-1);
        };
    }

    @Override
    public Call decode(FrameProtocol in, ValueCodec values, Session session) throws TException {
        StructReader fields = new StructReader(in);
        Long token = null;
        String function = null;
        List<@Nullable Object> positional = null;
        Map<String, @Nullable Object> named = null;
        while (fields.next()) {
            if (fields.is(1, TType.I64)) {
                token = in.readI64();
            } else if (fields.is(2, TType.STRING)) {
                function = in.readString();
            } else if (fields.is(3, TType.STRUCT)) {
                while (fields.next()) {
                    if (fields.is(1, TType.MAP)) {
                        named = values.readNamed();
                    } else if (fields.is(2, TType.LIST)) {
                        positional = values.readList();
                    } else {
                        fields.skip();
                    }
                }
            } else {
                fields.skip();
            }
        }
        long checkedToken = StructReader.required(token, "token");
        String name = StructReader.required(function, "function_name");
        List<@Nullable Object> byPosition = StructReader.required(positional, "positional");
        Map<String, @Nullable Object> byName = StructReader.required(named, "named");
        return () -> value(target.call(session, checkedToken, name, byPosition, byName));
    }

    /** A {@code VariantValue} as field 0. */
    static Reply value(@Nullable Object result) {
        return (out, values) -> {
            out.field(TType.STRUCT, 0);
            values.write(result);
        };
    }

    /** Who runs the function. */
    @FunctionalInterface
    interface Target {
        @Nullable
        Object call(
                Session session,
                long token,
                String function,
                List<@Nullable Object> positional,
                Map<String, @Nullable Object> named)
                throws Exception;
    }
}
