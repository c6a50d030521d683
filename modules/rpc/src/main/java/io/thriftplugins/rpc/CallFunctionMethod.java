package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.util.List;
import java.util.Map;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/** {@code CallFunction}, the method that both services have, read and written by hand since it is the busiest one. */
final class CallFunctionMethod implements RpcMethod {

    private final ObjectOwner owner;
    private final Target target;

    CallFunctionMethod(ObjectOwner owner, Target target) {
        this.owner = owner;
        this.target = target;
    }

    /** A handle for no object: a .NET reader takes an absent one for 0 (contract 3). */
    static final int NO_OBJECT = -1;

    /** The arguments of a request but for the token, which comes before them. */
    static ArgumentWriter arguments(
            String wireName,
            List<? extends @Nullable Object> positional,
            Map<String, ? extends @Nullable Object> named,
            int object) {
        return (out, values) -> {
            out.stringField(2, wireName);
            out.field(TType.STRUCT, 3);
            out.field(TType.MAP, 1);
            values.writeNamed(named);
            out.field(TType.LIST, 2);
            values.writeList(positional);
            out.writeByte(TType.STOP);
            out.field(TType.I32, 4);
            out.writeI32(object);
        };
    }

    @Override
    public Call decode(FrameProtocol in, ValueCodec values, Session session) throws TException {
        StructReader fields = new StructReader(in);
        Long token = null;
        String function = null;
        List<@Nullable Object> positional = null;
        Map<String, @Nullable Object> named = null;
        int object = NO_OBJECT;
        while (fields.next()) {
            if (fields.is(1, TType.I64)) {
                token = in.readI64();
                if (session.objects() == null) {
                    // Objects among the arguments become proxies, for which it must be known whose they are.
                    var unused = owner.authorize(session, token);
                }
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
            } else if (fields.is(4, TType.I32)) {
                object = in.readI32();
            } else {
                fields.skip();
            }
        }
        long checkedToken = StructReader.required(token, "token");
        String name = StructReader.required(function, "function_name");
        CallArguments arguments = new CallArguments(
                StructReader.required(positional, "positional"), StructReader.required(named, "named"));
        int handle = object;
        return () -> {
            try {
                return value(
                        isObject(session, handle)
                                ? callObject(session, checkedToken, handle, name, arguments)
                                : target.call(session, checkedToken, name, arguments));
            } finally {
                arguments.ended();
            }
        };
    }

    /** A peer of the contract may send any number here, since no object of its own has functions (contract 5.2). */
    private static boolean isObject(Session session, int handle) {
        ObjectSpace objects = session.objects();
        return handle != NO_OBJECT && objects != null && objects.peerHas(Features.OBJECT_FUNCTIONS);
    }

    private @Nullable Object callObject(
            Session session, long token, int handle, String function, CallArguments arguments) throws Exception {
        ObjectSpace space = owner.authorize(session, token);
        HeldObject object = space.held().find(handle);
        if (object == null) {
            throw new PluginException(ErrorCode.INVALID_OBJECT, "There never was an object of handle " + handle);
        }
        return space.served().serve(() -> object.call(function, arguments, space.caller()));
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
        Object call(Session session, long token, String function, CallArguments arguments) throws Exception;
    }
}
