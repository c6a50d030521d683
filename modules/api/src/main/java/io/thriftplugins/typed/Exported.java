package io.thriftplugins.typed;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionBody;
import io.thriftplugins.FunctionCall;
import io.thriftplugins.FunctionDefinition;
import io.thriftplugins.PluginException;
import io.thriftplugins.ServedObject;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** A method of an implementation, as the code of its function. */
final class Exported implements FunctionBody {

    private final MethodModel method;
    private final MethodHandle implementation;

    private Exported(MethodModel method, Object implementation) {
        this.method = method;
        this.implementation = Handles.spread(Access.of(method.method()).bindTo(implementation));
    }

    static List<FunctionDefinition> functions(InterfaceModel model, Object implementation, String prefix) {
        if (!model.type().isInstance(implementation)) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT,
                    implementation.getClass().getName() + " doesn't implement "
                            + model.type().getName());
        }
        try {
            return model.methods().stream()
                    .map(method -> new FunctionDefinition(method.info(prefix), new Exported(method, implementation)))
                    .toList();
        } catch (MappingException e) {
            throw new PluginException(ErrorCode.INVALID_ARGUMENT, "Not to be exported: " + e.getMessage(), e);
        }
    }

    /** An implementation as an object; one that is handed over is closed when it is released. */
    static ServedObject object(InterfaceModel model, Object implementation) {
        ServedObject.Builder object = ServedObject.builder(model.name().text());
        functions(model, implementation, "").forEach(object::function);
        if (implementation instanceof AutoCloseable closeable) {
            object.onClose(closeable);
        }
        return object.build();
    }

    @Override
    public @Nullable Object call(FunctionCall call) throws Exception {
        Received received = new Received();
        @Nullable Object[] arguments;
        try {
            arguments = method.decode(call.arguments(), received);
        } catch (RuntimeException e) {
            received.releaseAll();
            throw e;
        }
        try {
            Object result = Handles.invoke(implementation, arguments);
            return method.result().encode(method.async() ? await(result) : result);
        } catch (MappingException e) {
            throw new IllegalStateException(
                    "The result of " + method.method() + " can't be sent: " + e.getMessage(), e);
        } catch (Exception | Error e) {
            throw thrown(e);
        } finally {
            received.releaseLent();
        }
    }

    /** The exception to be sent; an error is thrown at once. */
    private Exception thrown(Throwable thrown) {
        Throwable sent = method.exceptions().sent(thrown);
        if (sent instanceof Exception exception) {
            return exception;
        }
        throw (Error) sent;
    }

    /** The thread that serves a call is its call: when the caller gives up, it is interrupted. */
    private static @Nullable Object await(@Nullable Object stage) throws Exception {
        if (stage == null) {
            throw new IllegalStateException("The method returned null instead of a CompletionStage");
        }
        CompletableFuture<?> future = ((CompletionStage<?>) stage).toCompletableFuture();
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(true);
            throw e;
        } catch (CancellationException e) {
            throw new PluginException(ErrorCode.CANCELLED, "The other side cancelled what it had begun", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof Error error) {
                throw error;
            }
            throw cause instanceof Exception exception ? exception : e;
        }
    }
}
