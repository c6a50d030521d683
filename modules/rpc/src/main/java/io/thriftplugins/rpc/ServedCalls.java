package io.thriftplugins.rpc;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts the calls from one peer that are being served, since each may need a connection back to it. */
public final class ServedCalls {

    private final AtomicInteger count = new AtomicInteger();
    private final ThreadLocal<@Nullable Boolean> here = new ThreadLocal<>();
    private volatile @Nullable ConnectionPool pool;

    /** Nothing is being served. */
    public ServedCalls() {}

    void attach(ConnectionPool connections) {
        pool = connections;
    }

    int count() {
        return count.get();
    }

    /**
     * Whether the current thread serves one of them. It is interrupted when the peer gives up or ends.
     *
     * @return true if so
     */
    public boolean onThisThread() {
        return here.get() != null;
    }

    /**
     * Serves a call.
     *
     * @param <T> the result
     * @param call what to do
     * @return its result
     * @throws Exception what it throws
     */
    public <T extends @Nullable Object> T serve(Callable<T> call) throws Exception {
        count.incrementAndGet();
        Boolean outer = here.get();
        here.set(true);
        try {
            ConnectionPool connections = pool;
            if (connections != null) {
                connections.limitGrew();
            }
            return call.call();
        } finally {
            if (outer == null) {
                here.remove();
            }
            count.decrementAndGet();
        }
    }
}
