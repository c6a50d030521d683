package io.thriftplugins.thrift;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;

/** Implements any service: remembers how it was called, then returns or throws what it was made with. */
final class Handler implements InvocationHandler {

    private final Optional<Object> result;
    private final Optional<QueryCatPluginException> failure;
    private String method = "none yet";
    private List<Object> arguments = List.of();

    private Handler(Optional<Object> result, Optional<QueryCatPluginException> failure) {
        this.result = result;
        this.failure = failure;
    }

    /** Returns that, or nothing from a {@code void} method. */
    static Handler returning(Optional<Object> result) {
        return new Handler(result, Optional.empty());
    }

    static Handler throwing(QueryCatPluginException failure) {
        return new Handler(Optional.empty(), Optional.of(failure));
    }

    String method() {
        return method;
    }

    List<Object> arguments() {
        return arguments;
    }

    @Override
    public Object invoke(Object proxy, Method called, Object[] given) throws QueryCatPluginException {
        method = called.getName();
        arguments = List.of(given);
        if (failure.isPresent()) {
            throw failure.get();
        }
        return result.orElse(null);
    }
}
