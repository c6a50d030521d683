package io.thriftplugins.rpc;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.ObjectKind;
import io.thriftplugins.PluginException;
import io.thriftplugins.RemoteObject;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/** An object of the peer that has nothing but functions. */
final class ObjectProxy implements RemoteObject, RemoteProxy {

    private static final ObjectMethod CALL_FUNCTION = ObjectMethod.of(Services.CALL_FUNCTION);
    private static final ObjectMethod GET_FUNCTIONS = ObjectMethod.of("Object_GetFunctions");
    private static final Result<List<FunctionInfo>> FUNCTIONS =
            new Result<>(TType.LIST, false, (in, values) -> WireFunctions.parseKnown(WireFunctions.read(in)));

    private final RemoteHandle handle;

    ObjectProxy(RemoteHandle handle) {
        this.handle = handle;
    }

    @Override
    public RemoteHandle handle() {
        return handle;
    }

    @Override
    public ObjectKind kind() {
        return handle.kind();
    }

    @Override
    public String name() {
        return handle.name();
    }

    @Override
    public boolean isClosed() {
        return handle.isClosed();
    }

    @Override
    public @Nullable Object call(CallRequest request) {
        if (!handle.space().peerHas(Features.OBJECT_FUNCTIONS)) {
            throw new PluginException(
                    ErrorCode.NOT_SUPPORTED,
                    handle.space().peer() + " knows only the contract, whose objects have no functions; '"
                            + request.function() + "' can't be called");
        }
        int number = handle.number();
        ArgumentWriter arguments = CallFunctionMethod.arguments(
                request.function().toUpperCase(Locale.ROOT), request.positional(), request.named(), number);
        try {
            return handle.space()
                    .call(CALL_FUNCTION.shownAs(request.function()), arguments, Result.VALUE, request.timeout());
        } finally {
            Reference.reachabilityFence(handle);
        }
    }

    @Override
    public CompletableFuture<@Nullable Object> callAsync(CallRequest request) {
        return handle.space().rpc().async(() -> call(request));
    }

    @Override
    public List<FunctionInfo> functions() {
        int ignored = handle.number();
        return handle.space().peerHas(Features.OBJECT_FUNCTIONS)
                ? handle.call(GET_FUNCTIONS, ArgumentWriter.NONE, FUNCTIONS)
                : List.of();
    }

    @Override
    public void close() {
        handle.close();
    }

    /** Its kind, its name, and whose it is. */
    @Override
    public String toString() {
        return "RemoteObject[" + kind() + " '" + name() + "' of "
                + handle.space().peer() + (isClosed() ? ", closed]" : "]");
    }
}
