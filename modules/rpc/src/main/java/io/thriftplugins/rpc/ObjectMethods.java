package io.thriftplugins.rpc;

import io.thriftplugins.FunctionInfo;
import io.thriftplugins.ObjectKind;
import java.util.List;
import java.util.Map;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/** The methods that every object understands, whichever side owns it (contract 5.2). */
final class ObjectMethods {

    private final ObjectOwner owner;

    private ObjectMethods(ObjectOwner owner) {
        this.owner = owner;
    }

    /** Adds all methods of objects to those of a service. */
    static void add(Map<String, RpcMethod> methods, ObjectOwner owner) {
        ObjectMethods objects = new ObjectMethods(owner);
        methods.put("Thread_CloseHandle", objects.method((space, handle) -> {
            space.held().release(handle);
            return null;
        }));
        methods.put("Thread_GetHandleInfo", objects.method((space, handle) -> info(space.held(), handle)));
        BlobMethods.add(methods, owner);
        RowsMethods.add(methods, owner);
        methods.put("Object_GetFunctions", objects.method((space, handle) -> {
            HeldObject object = space.held().find(handle);
            List<FunctionInfo> functions = object == null ? List.of() : object.describe();
            return (out, values) -> {
                out.field(TType.LIST, 0);
                WireFunctions.write(out, functions);
            };
        }));
    }

    /** A method that has nothing but token and handle. */
    private RpcMethod method(HandleAction action) {
        return (in, values, session) -> {
            ObjectArguments arguments = ObjectArguments.read(in);
            return arguments.serve(owner, session, action);
        };
    }

    private static RpcMethod.Reply info(HandleTable held, int handle) {
        HeldObject object = known(held, handle);
        ObjectReference reference = object == null
                ? new ObjectReference(ObjectKind.NONE, -1, "NULL")
                : new ObjectReference(object.kind(), handle, object.name());
        return (out, values) -> {
            out.field(TType.STRUCT, 0);
            reference.write(out);
        };
    }

    private static @Nullable HeldObject known(HandleTable held, int handle) {
        try {
            return held.find(handle);
        } catch (io.thriftplugins.PluginException e) {
            // Released is as good as unknown to who asks what it is.
            return null;
        }
    }

    /** What is done with an object. */
    @FunctionalInterface
    interface HandleAction {

        /**
         * Does it.
         *
         * @return writes the result, or null if there is none
         * @throws Exception answered as the contract's exception
         */
        RpcMethod.@Nullable Reply run(ObjectSpace space, int handle) throws Exception;
    }
}
