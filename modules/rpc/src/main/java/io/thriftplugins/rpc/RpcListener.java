package io.thriftplugins.rpc;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.spi.TransportListener;
import io.thriftplugins.spi.TransportProvider;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections at one endpoint and serves each on a thread. */
public final class RpcListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RpcListener.class);

    private final Rpc rpc;
    private final ServiceTable services;
    private final Consumer<Session> sessionEnded;
    private final TransportListener listener;
    private final Arrivals arrivals;
    private final PeerQuota unknown;
    private final Pace misunderstood = new Pace();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Binds the endpoint; {@link #start} begins to accept. Connections that come in between wait.
     *
     * @param transport the endpoint's transport
     * @param sessionEnded told of each connection's end, by any thread
     * @throws PluginException if the endpoint can't be listened on
     */
    RpcListener(
            Rpc rpc,
            TransportProvider transport,
            Endpoint endpoint,
            ServiceTable services,
            Consumer<Session> sessionEnded) {
        this.rpc = rpc;
        this.services = services;
        this.sessionEnded = sessionEnded;
        try {
            this.listener = transport.listen(endpoint);
        } catch (IOException e) {
            throw new PluginException(
                    ErrorCode.ENDPOINT_UNAVAILABLE, "Can't listen on " + endpoint + ": " + e.getMessage(), e);
        }
        this.arrivals = new Arrivals(listener.endpoint(), rpc.limits());
        this.unknown = PeerQuota.ofStrangers(rpc.limits(), arrivals::closeStalled);
    }

    /**
     * Where this listener can be dialled.
     *
     * @return the endpoint
     */
    public Endpoint endpoint() {
        return listener.endpoint();
    }

    /** Begins to accept, on a thread of its own. */
    void start() {
        rpc.threads().execute(this::acceptAll);
    }

    private void acceptAll() {
        long pause = 1;
        while (closed.getCount() > 0) {
            try {
                serve(listener.accept());
                pause = 1;
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                // As when all file descriptors are in use: going on at once would only burn the processor.
                LOG.warn("Could not accept a connection at {}: {}", endpoint(), e.toString());
                try {
                    if (closed.await(pause, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                } catch (InterruptedException interrupt) {
                    return;
                }
                pause = Math.min(2 * pause, 100);
            }
        }
    }

    private void serve(TransportConnection transport) {
        if (!arrivals.admit()) {
            transport.close();
            return;
        }
        InboundConnection connection;
        try {
            connection = new InboundConnection(this, transport, rpc, services);
        } catch (RuntimeException | OutOfMemoryError e) {
            transport.close();
            throw e;
        }
        arrivals.add(connection);
        try {
            rpc.threads().execute(connection);
        } catch (RejectedExecutionException e) {
            connection.close();
        } catch (OutOfMemoryError e) {
            // The system has no thread left; others will end.
            connection.close();
            throw e;
        }
        if (closed.getCount() == 0) {
            connection.abort();
        }
    }

    /** Somebody sent what is no message; told so seldom that it can't flood the log. */
    void misunderstood(String peer, String reason) {
        if (misunderstood.allows()) {
            LOG.warn("Refused a connection at {} from {}: {}", endpoint(), peer, reason);
        }
    }

    /** Whether so many connections are left that calls within calls may have some of them. */
    boolean hasSpare() {
        return arrivals.hasSpare();
    }

    /** What peers may take that have presented no valid token. */
    PeerQuota quota() {
        return unknown;
    }

    /** The connection has presented a valid token. */
    void greeted(InboundConnection connection) {
        arrivals.greeted(connection);
    }

    void closed(InboundConnection connection, Session session) {
        if (arrivals.remove(connection)) {
            session.end();
            sessionEnded.accept(session);
        }
    }

    /** Stops listening, closes the connections and interrupts the calls that are being served. */
    @Override
    public void close() {
        closed.countDown();
        listener.close();
        arrivals.all().forEach(InboundConnection::abort);
    }
}
