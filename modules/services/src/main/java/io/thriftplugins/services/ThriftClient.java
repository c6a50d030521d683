package io.thriftplugins.services;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.MessageCaller;
import io.thriftplugins.PluginException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.function.Function;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.TServiceClient;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/**
 * Calls a Thrift service of the other side; made by {@link ThriftServices#client}. Immutable and safe for use by many
 * threads, which a generated client is not: each call gets one of its own, and a connection of the peer's pool.
 *
 * <p>A call blocks at most for the timeout. Exceptions that the service declares are thrown as themselves. Whatever
 * else goes wrong is a {@link PluginException}, with {@link ErrorCode#FUNCTION_FAILED} if the service threw what it
 * doesn't declare. A one-way method returns when it has run, so that limits and deadlines hold for it too.
 *
 * @param <C> the generated client
 */
public final class ThriftClient<C extends TServiceClient> {

    private final MessageCaller peer;
    private final String service;
    private final Function<? super TProtocol, ? extends C> factory;
    private final @Nullable Duration timeout;

    ThriftClient(
            MessageCaller peer,
            String service,
            Function<? super TProtocol, ? extends C> factory,
            @Nullable Duration timeout) {
        this.peer = peer;
        this.service = service;
        this.factory = factory;
        this.timeout = timeout;
    }

    /**
     * Sets the time limit of each call; by default it is the one that server or client were configured with.
     *
     * @param limit the time for a whole call; zero for no limit
     * @return a client with it
     */
    public ThriftClient<C> withTimeout(Duration limit) {
        if (limit.isNegative()) {
            throw new IllegalArgumentException("A timeout can't be negative: " + limit);
        }
        return new ThriftClient<>(peer, service, factory, limit);
    }

    /**
     * Makes calls that have a result: {@code client.call(greeter -> greeter.greet("World"))}.
     *
     * @param <R> the result
     * @param call makes one call or several, one after the other; what it is given is for this thread and until it
     *     returns
     * @return what it returns
     * @throws TException an exception that the service declares
     * @throws PluginException if there is no result for any other reason
     */
    public <R extends @Nullable Object> R call(Call<? super C, R> call) throws TException {
        CallTransport transport = new CallTransport(peer, service, timeout);
        try {
            return call.call(factory.apply(new CallProtocol(transport)));
        } catch (TException e) {
            PluginException known = explain(e, transport);
            if (known != null) {
                throw known;
            }
            throw e;
        }
    }

    /**
     * Makes calls that have no result: {@code client.run(greeter -> greeter.reset())}.
     *
     * @param action makes one call or several, as in {@link #call}
     * @throws TException an exception that the service declares
     * @throws PluginException if a call fails for any other reason
     */
    public void run(Action<? super C> action) throws TException {
        Boolean unused = this.<Boolean>call(client -> {
            action.run(client);
            return true;
        });
    }

    /**
     * The service as its generated interface, to be passed around and called by many threads.
     *
     * @param <I> the interface
     * @param type the generated {@code Iface.class}, in a package that its module exports, at least to
     *     {@code io.thriftplugins.services}; where that is not wanted, {@link #call} does without
     * @return the service; its methods throw what {@link #call} throws
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if the client has no such interface, or its
     *     module hides it
     */
    public <I> I as(Class<I> type) {
        C sample = factory.apply(new CallProtocol(new CallTransport(peer, service, timeout)));
        if (!type.isInterface() || !type.isInstance(sample)) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT,
                    type.getName() + " is no interface of " + sample.getClass().getName()
                            + "; pass the generated Iface.class of its service");
        }
        if (!type.getModule().isExported(type.getPackageName(), ThriftClient.class.getModule())) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT,
                    type.getName() + " is hidden by " + type.getModule() + "; write 'exports " + type.getPackageName()
                            + " to io.thriftplugins.services' there, or use call(...)");
        }
        InvocationHandler handler = (proxy, method, arguments) ->
                method.getDeclaringClass() == Object.class ? own(proxy, method, arguments) : invoke(method, arguments);
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private @Nullable Object invoke(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        CallTransport transport = new CallTransport(peer, service, timeout);
        try {
            return method.invoke(factory.apply(new CallProtocol(transport)), arguments);
        } catch (InvocationTargetException e) {
            PluginException known = e.getCause() instanceof TException failure ? explain(failure, transport) : null;
            throw known != null ? known : e.getCause();
        }
    }

    /** What every object has. */
    @SuppressWarnings("ReferenceEquality") // a client is who it is
    private Object own(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> toString();
        };
    }

    /** What Thrift throws where the framework's exception belongs; null if the service declares the exception. */
    private static @Nullable PluginException explain(TException e, CallTransport transport) {
        boolean protocol = e instanceof TProtocolException || e instanceof TTransportException;
        String call = transport.call();
        if (protocol && !transport.isSent()) {
            return new PluginException(
                    ErrorCode.INVALID_ARGUMENT, call + ": the arguments can't be sent: " + e.getMessage(), e);
        } else if (e instanceof TApplicationException known
                && known.getType() == TApplicationException.MISSING_RESULT) {
            return new PluginException(
                    ErrorCode.FUNCTION_FAILED, call + " returned null, for which Thrift has no result", e);
        }
        return protocol || e instanceof TApplicationException
                ? new PluginException(
                        ErrorCode.PROTOCOL_ERROR, call + ": the result can't be read: " + e.getMessage(), e)
                : null;
    }

    /** The service's name. */
    @Override
    public String toString() {
        return "ThriftClient[" + service + "]";
    }

    /**
     * Calls with a result.
     *
     * @param <C> the generated client
     * @param <R> the result
     */
    @FunctionalInterface
    public interface Call<C, R extends @Nullable Object> {

        /**
         * Makes the calls.
         *
         * @param client for this thread only, and until this returns
         * @return the result
         * @throws TException what the client throws
         */
        R call(C client) throws TException;
    }

    /**
     * Calls without a result.
     *
     * @param <C> the generated client
     */
    @FunctionalInterface
    public interface Action<C> {

        /**
         * Makes the calls.
         *
         * @param client for this thread only, and until this returns
         * @throws TException what the client throws
         */
        void run(C client) throws TException;
    }
}
