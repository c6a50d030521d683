package io.thriftplugins.typed;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionCaller;
import io.thriftplugins.PluginException;
import io.thriftplugins.RemoteObject;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What the methods of a proxy do: they call functions of the other side. Safe for use by many threads. */
final class RemoteCalls implements InvocationHandler {

    private static final @Nullable Object[] NO_ARGUMENTS = {};

    private final InterfaceModel model;
    private final FunctionCaller peer;
    private final String prefix;
    private final @Nullable Duration timeout;

    private RemoteCalls(InterfaceModel model, FunctionCaller peer, @Nullable Duration timeout) {
        this.model = model;
        this.peer = peer;
        this.prefix = PeerCheck.prefix(model, peer);
        this.timeout = timeout;
    }

    static Object proxy(InterfaceModel model, FunctionCaller peer, @Nullable Duration timeout) {
        PeerCheck.check(model, peer);
        Class<?> type = model.type();
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new RemoteCalls(model, peer, timeout));
    }

    /** The object whose functions a proxy calls; null if it is no proxy of this very interface, or of no object. */
    static @Nullable RemoteObject remoteObject(Object value, Class<?> type) {
        return Proxy.isProxyClass(value.getClass())
                        && Proxy.getInvocationHandler(value) instanceof RemoteCalls calls
                        && calls.model.type() == type
                        && calls.peer instanceof RemoteObject remote
                ? remote
                : null;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method called, @Nullable Object @Nullable [] given) throws Throwable {
        @Nullable Object[] arguments = given == null ? NO_ARGUMENTS : given;
        MethodModel method = model.find(called);
        if (method != null) {
            return method.async() ? callAsync(method, arguments) : call(method, arguments);
        } else if (arguments.length == 0 && called.getName().equals("close") && model.isCloseable()) {
            if (peer instanceof RemoteObject remote) {
                remote.close();
            }
            return null;
        }
        return called.isDefault()
                ? InvocationHandler.invokeDefault(proxy, called, given)
                : ofObject(proxy, called.getName(), arguments);
    }

    /** The methods that every object has never call the other side. */
    @SuppressWarnings("ReferenceEquality") // a proxy is who it is
    private Object ofObject(Object proxy, String method, @Nullable Object[] arguments) {
        return switch (method) {
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> model.type().getSimpleName() + " of " + PeerCheck.describe(peer);
        };
    }

    private CallRequest request(MethodModel method, @Nullable Object[] arguments) {
        return new CallRequest(prefix + method.name(), method.encode(arguments), Map.of(), timeout);
    }

    private @Nullable Object call(MethodModel method, @Nullable Object[] arguments) throws Throwable {
        Object result;
        try {
            result = peer.call(request(method, arguments));
        } catch (PluginException e) {
            throw method.exceptions().rethrown(explained(e));
        }
        return decode(method, result, new Received());
    }

    /** All that goes wrong comes through the future, as callers of such methods expect. */
    private CompletableFuture<@Nullable Object> callAsync(MethodModel method, @Nullable Object[] arguments) {
        CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
        CompletableFuture<@Nullable Object> call;
        try {
            call = peer.callAsync(request(method, arguments));
        } catch (PluginException e) {
            result.completeExceptionally(e);
            return result;
        }
        var unused = call.whenComplete((value, error) -> complete(result, method, value, error));
        // However it ends before the call does, the call is of no use any more.
        var ignored = result.whenComplete((value, error) -> call.cancel(true));
        return result;
    }

    private void complete(
            CompletableFuture<@Nullable Object> result,
            MethodModel method,
            @Nullable Object value,
            @Nullable Throwable error) {
        if (error != null) {
            Throwable cause =
                    error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
            result.completeExceptionally(
                    cause instanceof PluginException e ? method.exceptions().rethrown(explained(e)) : cause);
            return;
        }
        Received received = new Received();
        try {
            if (!result.complete(decode(method, value, received))) {
                received.releaseAll();
            }
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    private @Nullable Object decode(MethodModel method, @Nullable Object value, Received received) {
        try {
            return method.result().decode(value, received);
        } catch (MappingException e) {
            received.releaseAll();
            throw new PluginException(
                    ErrorCode.INTERFACE_MISMATCH,
                    "Function '" + prefix + method.name() + "' of " + PeerCheck.describe(peer) + " answered "
                            + e.getMessage(),
                    e.getCause());
        } catch (PluginException e) {
            received.releaseAll();
            throw e;
        }
    }

    /** Who kept a callback for longer than it was lent should learn what to do. */
    private PluginException explained(PluginException e) {
        if (e.code() != ErrorCode.OBJECT_RELEASED || model.isCloseable() || e.remoteFailure() != null) {
            return e;
        }
        return new PluginException(
                e.code(),
                e.getMessage() + ". It was lent for the call that passed it; to keep one, let "
                        + model.type().getName() + " extend AutoCloseable, and close it in the end",
                e);
    }
}
