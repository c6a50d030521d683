package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls to one peer, over a pool of connections. Safe for use by many threads. */
final class RpcClient {

    private final Rpc rpc;
    private final ConnectionPool pool;
    private final LostConnection explainer;

    /**
     * Connects to nothing yet.
     *
     * @param rpc what is shared
     * @param pool the connections
     * @param explainer turns {@link ErrorCode#CONNECTION_LOST} into what is known of the peer's end
     */
    RpcClient(Rpc rpc, ConnectionPool pool, LostConnection explainer) {
        this.rpc = rpc;
        this.pool = pool;
        this.explainer = explainer;
    }

    ConnectionPool pool() {
        return pool;
    }

    <T extends @Nullable Object> T call(MethodName method, ArgumentWriter arguments, Result<T> result) {
        return call(method, arguments, result, null);
    }

    /**
     * Makes a call.
     *
     * @param timeout the time for all of it; zero for no limit, null for the default
     */
    <T extends @Nullable Object> T call(
            MethodName method, ArgumentWriter arguments, Result<T> result, @Nullable Duration timeout) {
        long until = until(timeout);
        return over(acquire(method, until), method, arguments, result, until);
    }

    /**
     * Makes a call ahead of time, with the default timeout, if that leaves a connection for others.
     *
     * @return null if the call was not made, since there was no connection to spare
     */
    <T> @Nullable T callSpare(MethodName method, ArgumentWriter arguments, Result<T> result) {
        long until = until(null);
        refuseIfInterrupted(method);
        OutboundConnection connection = taken(() -> pool.acquireSpare(until, 1), until);
        return connection == null ? null : over(connection, method, arguments, result, until);
    }

    /** Makes a call over a connection that was taken for it, and gives that back. */
    private <T extends @Nullable Object> T over(
            OutboundConnection connection, MethodName method, ArgumentWriter arguments, Result<T> result, long until) {
        try {
            return connection.call(method, arguments, result, until);
        } catch (PluginException e) {
            throw explained(e, until);
        } finally {
            pool.release(connection);
        }
    }

    /** When a call ends at the latest; null for the default time. */
    long until(@Nullable Duration timeout) {
        Duration limit = timeout == null ? rpc.defaultTimeout() : timeout;
        return limit.isZero() ? Clock.NEVER : Clock.after(limit);
    }

    /** Takes a connection, to be given back to the pool. */
    OutboundConnection acquire(MethodName method, long until) {
        refuseIfInterrupted(method);
        return taken(() -> pool.acquire(until), until);
    }

    /** A peer that ends takes its endpoint with it: then its end is why there is no connection, as for lost calls. */
    private <T extends @Nullable OutboundConnection> T taken(Supplier<T> source, long until) {
        try {
            return source.get();
        } catch (PluginException e) {
            throw e.code() == ErrorCode.ENDPOINT_UNAVAILABLE ? known(e, until) : explained(e, until);
        }
    }

    /** A call's failure, together with what is known of the peer's end; waits for that until the call's deadline. */
    PluginException explained(PluginException e, long until) {
        // The other side may have lost a connection too, and tell so; that says nothing about this one.
        return e.code() == ErrorCode.CONNECTION_LOST && e.remoteFailure() == null ? lost(e, until) : e;
    }

    /**
     * Makes a call whose result is bytes, with the default timeout.
     *
     * @param target takes the bytes
     * @param spare whether the call is only made ahead of time, and must not make others wait for a connection
     * @return how many bytes there were; {@link PieceReader#NO_CONNECTION} if the call was not made, since none was to
     *     spare
     */
    int callInto(MethodName method, ArgumentWriter arguments, ByteBuffer target, boolean spare) {
        long until = until(null);
        refuseIfInterrupted(method);
        OutboundConnection connection = taken(() -> spare ? pool.acquireSpare(until) : pool.acquire(until), until);
        if (connection == null) {
            return PieceReader.NO_CONNECTION;
        }
        try {
            return connection.callInto(method, arguments, target, until);
        } catch (PluginException e) {
            throw explained(e, until);
        } finally {
            pool.release(connection);
        }
    }

    /** Otherwise the interrupt would close a healthy connection. */
    private static void refuseIfInterrupted(MethodName method) {
        if (Thread.currentThread().isInterrupted()) {
            throw new PluginException(
                    ErrorCode.CANCELLED, method + ": the thread is interrupted; the call was not made");
        }
    }

    private PluginException lost(PluginException e, long until) {
        pool.dropIdle();
        return known(e, until);
    }

    private PluginException known(PluginException e, long until) {
        PluginException reason = pool.closedReason();
        return reason == null
                ? explainer.explain(e, Duration.ofNanos(Math.max(0, until - Clock.now())))
                : new PluginException(reason.code(), String.valueOf(reason.getMessage()), e);
    }
}
