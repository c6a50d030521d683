package io.thriftplugins.rpc;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.spi.Transports;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all connections of one server or client share: transports, limits, threads and the watcher of deadlines. Closing
 * it ends the threads.
 */
public final class Rpc implements AutoCloseable {

    private static final Duration LONGEST_DIAL = Duration.ofMinutes(1);

    private final Transports transports;
    private final Limits limits;
    private final Duration defaultTimeout;
    private final ExecutorService threads;
    private final DeadlineWatcher watcher;
    private final ChunkPool chunks;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Starts the watcher.
     *
     * @param name what threads are called
     * @param transports the transports to use
     * @param limits the limits
     * @param defaultTimeout the time limit of calls that name none; zero for none
     */
    public Rpc(String name, Transports transports, Limits limits, Duration defaultTimeout) {
        this.transports = transports;
        this.limits = limits;
        this.defaultTimeout = defaultTimeout;
        this.threads = Threads.newExecutor(name);
        this.watcher = new DeadlineWatcher(name + "-deadlines");
        this.chunks = new ChunkPool(watcher);
    }

    /**
     * The transports.
     *
     * @return the transports
     */
    public Transports transports() {
        return transports;
    }

    /** The memory for pieces of blobs. */
    ChunkPool chunks() {
        return chunks;
    }

    /** The threads that serve and make calls. */
    ExecutorService threads() {
        return threads;
    }

    /**
     * Runs something that blocks on a thread of its own.
     *
     * @param <T> the result
     * @param task what to run
     * @return completes with the result, or with what the task throws; cancelling it interrupts the thread
     */
    public <T extends @Nullable Object> CompletableFuture<T> async(Supplier<T> task) {
        CallFuture<T> future = new CallFuture<>(task);
        try {
            threads.execute(future);
        } catch (RejectedExecutionException e) {
            future.completeExceptionally(new PluginException(ErrorCode.CLOSED, "This side was stopped", e));
        }
        return future;
    }

    /**
     * Runs something later, on a thread that is not to be blocked.
     *
     * @param delay when
     * @param task what to run; nothing happens any more when this is closed
     */
    public void later(Duration delay, Runnable task) {
        watcher.once(delay.toNanos(), task);
    }

    /**
     * What peers may take.
     *
     * @return the limits
     */
    public Limits limits() {
        return limits;
    }

    /**
     * The time limit of calls that name none.
     *
     * @return zero for none
     */
    public Duration defaultTimeout() {
        return defaultTimeout;
    }

    DeadlineWatcher watcher() {
        return watcher;
    }

    /**
     * Connects, and tries again while nobody listens: peers may announce an endpoint before it exists (contract 1.3).
     *
     * @param until when to give up, in the time of {@link Clock}; after a minute at the latest (contract 9)
     * @param abandoned whether nobody wants the connection any more; asked before each attempt
     */
    OutboundConnection dial(Endpoint endpoint, String peer, long until, BooleanSupplier abandoned) {
        long last = Math.min(until, Clock.after(LONGEST_DIAL));
        long pause = 1;
        PluginException unavailable = null;
        while (true) {
            if (abandoned.getAsBoolean()) {
                throw new PluginException(
                        ErrorCode.CLOSED,
                        "The connection to " + peer + " is not wanted any more; the call was not made");
            }
            long left = last - Clock.now();
            if (left <= 0 && unavailable != null) {
                throw unavailable;
            } else if (left <= 0) {
                throw new PluginException(
                        ErrorCode.DEADLINE_EXCEEDED,
                        peer + " could not be reached at " + endpoint
                                + " until the call's timeout was over; the call was not made");
            }
            try {
                return open(transports.forEndpoint(endpoint).connect(endpoint, Duration.ofNanos(left)), peer);
            } catch (PluginException e) {
                if (e.code() != ErrorCode.ENDPOINT_UNAVAILABLE || last - Clock.now() <= pause * 1_000_000) {
                    throw e;
                }
                unavailable = e;
            } catch (SocketTimeoutException e) {
                throw new PluginException(
                        ErrorCode.DEADLINE_EXCEEDED,
                        peer + " did not accept a connection at " + endpoint
                                + " until the call's timeout was over; the call was not made",
                        e);
            } catch (IOException e) {
                throw new PluginException(
                        Thread.currentThread().isInterrupted() ? ErrorCode.CANCELLED : ErrorCode.ENDPOINT_UNAVAILABLE,
                        peer + " could not be reached at " + endpoint + ": " + e.getMessage(),
                        e);
            }
            pause(pause);
            pause = Math.min(2 * pause, 50);
        }
    }

    /** It needs memory that there may not be. */
    private OutboundConnection open(TransportConnection transport, String peer) {
        boolean open = false;
        try {
            OutboundConnection connection = new OutboundConnection(transport, limits, watcher, peer);
            open = true;
            return connection;
        } finally {
            if (!open) {
                transport.close();
            }
        }
    }

    private void pause(long millis) {
        try {
            if (closed.await(millis, TimeUnit.MILLISECONDS)) {
                throw new PluginException(ErrorCode.CLOSED, "This side was stopped; the call was not made");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginException(ErrorCode.CANCELLED, "Interrupted while connecting; the call was not made", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        threads.shutdownNow();
        watcher.close();
    }
}
