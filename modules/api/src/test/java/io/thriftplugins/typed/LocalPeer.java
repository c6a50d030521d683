package io.thriftplugins.typed;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionCall;
import io.thriftplugins.FunctionCaller;
import io.thriftplugins.FunctionDefinition;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.FunctionSignature;
import io.thriftplugins.PluginException;
import io.thriftplugins.RemoteFailure;
import io.thriftplugins.ServedObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Functions of this very process, called as if they were another one's: what arrives is what the wire would bring. */
class LocalPeer implements FunctionCaller {

    private final Map<String, FunctionDefinition> functions;

    LocalPeer(List<FunctionDefinition> functions) {
        this.functions = functions.stream()
                .collect(Collectors.toMap(f -> f.info().signature().wireName(), Function.identity()));
    }

    /** A peer whose functions have these signatures and fail. */
    static LocalPeer of(String... signatures) {
        return new LocalPeer(List.of(signatures).stream()
                .map(signature -> FunctionDefinition.of(signature, "", call -> {
                    throw new IllegalStateException("only declared");
                }))
                .toList());
    }

    @Override
    public List<FunctionInfo> functions() {
        return functions.values().stream().map(FunctionDefinition::info).toList();
    }

    @Override
    public @Nullable Object call(CallRequest request) {
        FunctionDefinition function = functions.get(request.function().toUpperCase(java.util.Locale.ROOT));
        FunctionSignature signature = function.info().signature();
        try {
            Object arguments = arriving(request.positional(), false);
            return arriving(
                    function.body()
                            .call(FunctionCall.of(signature, signature.bind((List<?>) arguments, Map.of()), "test")),
                    true);
        } catch (Exception e) {
            throw new PluginException(
                    e instanceof PluginException known ? known.code() : ErrorCode.FUNCTION_FAILED,
                    request.function() + ": " + e.getMessage(),
                    null,
                    failure(e));
        }
    }

    private static RemoteFailure failure(Throwable error) {
        java.io.StringWriter stack = new java.io.StringWriter();
        error.printStackTrace(new java.io.PrintWriter(stack, true));
        String message = error.getMessage() == null ? error.getClass().getName() : error.getMessage();
        return new RemoteFailure(
                error.getClass().getSimpleName(),
                error.getClass().getName(),
                message,
                stack.toString(),
                error.getCause() == null ? null : failure(error.getCause()));
    }

    @Override
    public CompletableFuture<@Nullable Object> callAsync(CallRequest request) {
        CompletableFuture<@Nullable Object> result = new CompletableFuture<>();
        new Thread(() -> {
                    try {
                        result.complete(call(request));
                    } catch (RuntimeException e) {
                        result.completeExceptionally(e);
                    }
                })
                .start();
        return result;
    }

    private static @Nullable Object arriving(@Nullable Object value, boolean result) {
        if (value instanceof List<?> list) {
            List<@Nullable Object> arrived = new ArrayList<>();
            list.forEach(element -> arrived.add(arriving(element, result)));
            return arrived;
        } else if (value instanceof Map<?, ?> map) {
            Map<@Nullable Object, @Nullable Object> arrived = new LinkedHashMap<>();
            map.forEach((key, element) -> arrived.put(arriving(key, result), arriving(element, result)));
            return arrived;
        } else if (value instanceof Float || value instanceof Double) {
            return ((Number) value).doubleValue();
        } else if (value instanceof java.math.BigDecimal || !(value instanceof Number)) {
            return value instanceof ServedObject object ? new LocalObject(object, result) : value;
        }
        return ((Number) value).longValue();
    }

    @Override
    public String toString() {
        return "the peer";
    }
}
