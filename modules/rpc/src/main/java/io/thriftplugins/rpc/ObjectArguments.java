package io.thriftplugins.rpc;

import java.util.concurrent.Callable;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/**
 * The arguments that every method of an object begins with.
 *
 * @param token what the caller presents
 * @param handle the object
 */
record ObjectArguments(long token, int handle) {

    /** Reads a request that has nothing else. */
    static ObjectArguments read(FrameProtocol in) throws TException {
        return read(in, StructReader::skip);
    }

    /**
     * Reads a request.
     *
     * @param others reads or skips each other field
     */
    static ObjectArguments read(FrameProtocol in, FieldReader others) throws TException {
        StructReader fields = new StructReader(in);
        Long token = null;
        Integer handle = null;
        while (fields.next()) {
            if (fields.is(1, TType.I64)) {
                token = in.readI64();
            } else if (fields.is(2, TType.I32)) {
                handle = in.readI32();
            } else {
                others.read(fields);
            }
        }
        return new ObjectArguments(
                StructReader.required(token, "token"), StructReader.required(handle, "object handle"));
    }

    /** The call: authorized, counted, and then what the method does. */
    RpcMethod.Call serve(ObjectOwner owner, Session session, ObjectMethods.HandleAction action) {
        return () -> {
            ObjectSpace space = owner.authorize(session, token);
            Callable<RpcMethod.@Nullable Reply> call = () -> action.run(space, handle);
            return space.served().serve(call);
        };
    }

    /** Reads one field. */
    @FunctionalInterface
    interface FieldReader {
        void read(StructReader fields) throws TException;
    }
}
