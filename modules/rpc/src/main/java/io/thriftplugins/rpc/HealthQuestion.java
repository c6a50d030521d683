package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/**
 * Asks a plugin for the kind of an object, which every peer of the contract can tell and none needs long for (contract
 * 5.2). That there is no such object doesn't matter: whatever it answers, it is there.
 */
final class HealthQuestion {

    private static final MethodName METHOD =
            new MethodName(Services.PLUGIN, "Thread_GetHandleInfo").shownAs("health check");

    /** The answer is read up to its end, and not looked at. */
    private static final Result<Boolean> IGNORED = new Result<>(TType.STRUCT, true, (in, values) -> {
        in.skip(TType.STRUCT);
        return true;
    });

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

    private final ConnectionPool pool;
    private final @Nullable LongFunction<OutboundConnection> dialer;
    private final ArgumentWriter arguments;

    /**
     * A question.
     *
     * @param pool the plugin's connections
     * @param dialer makes a connection for the question alone; null if the plugin may serve only one at an endpoint
     * @param token writes what is to be presented
     */
    HealthQuestion(ConnectionPool pool, @Nullable LongFunction<OutboundConnection> dialer, ArgumentWriter token) {
        this.pool = pool;
        this.dialer = dialer;
        this.arguments = (out, values) -> {
            token.write(out, values);
            out.field(TType.I32, 2);
            out.writeI32(0);
        };
    }

    /** Blocks until the plugin answers, or the thread is interrupted. */
    void awaitAnswer() {
        while (!answers()) {
            // Refused, or hung up on: it may have reached a limit, which is no reason to end it at once.
            LockSupport.parkNanos(PAUSE);
            if (Thread.currentThread().isInterrupted()) {
                throw new PluginException(ErrorCode.CANCELLED, "The plugin did not answer in time");
            }
        }
    }

    private boolean answers() {
        OutboundConnection own = null;
        try {
            if (dialer != null) {
                own = dialer.apply(Clock.NEVER);
                return answers(own);
            }
            OutboundConnection spare = pool.acquireSpare(Clock.NEVER);
            if (spare == null) {
                return true;
            }
            try {
                return answers(spare);
            } finally {
                pool.release(spare);
            }
        } catch (PluginException e) {
            if (e.code() == ErrorCode.CLOSED || e.code() == ErrorCode.CANCELLED) {
                throw e;
            }
            return false;
        } finally {
            if (own != null) {
                own.close();
            }
        }
    }

    private boolean answers(OutboundConnection connection) {
        try {
            connection.call(METHOD, arguments, IGNORED, Clock.NEVER);
            return true;
        } catch (PluginException e) {
            if (e.code() == ErrorCode.CANCELLED) {
                throw e;
            }
            return e.remoteFailure() != null;
        }
    }
}
