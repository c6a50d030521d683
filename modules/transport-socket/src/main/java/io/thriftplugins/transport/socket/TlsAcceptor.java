package io.thriftplugins.transport.socket;

import io.thriftplugins.TlsEndpoint;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts TCP connections and shakes hands with all of them at the same time, in one thread: a peer that is silent,
 * slow or speaks something else costs a descriptor for a while, and nobody waits for it.
 */
final class TlsAcceptor implements Runnable {

    /** Handshakes at once. If one more begins, the oldest one is given up: those who are honest take a moment. */
    private static final int MAX_PENDING = 256;

    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final Logger LOG = LoggerFactory.getLogger(TlsAcceptor.class);

    /** Who gets the connections. */
    interface Sink {

        /** Whether there is room for connections; if not, they wait in the system's queue. */
        boolean hasRoom();

        void add(TlsConnection connection);
    }

    private final ServerSocketChannel server;
    private final Supplier<SSLEngine> engines;
    private final Sink sink;
    private final Selector selector;
    private final SelectionKey serverKey;
    private final Refusals refusals;

    /** In the order of their begin. */
    private final Set<PendingHandshake> pending = new LinkedHashSet<>();

    private final List<PendingHandshake> done = new ArrayList<>();

    private long acceptAgain = System.nanoTime();
    private volatile boolean closed;

    /** Takes over the channel if it returns. */
    TlsAcceptor(ServerSocketChannel server, TlsEndpoint endpoint, Supplier<SSLEngine> engines, Sink sink)
            throws IOException {
        this.server = server;
        this.engines = engines;
        this.sink = sink;
        this.refusals = new Refusals(endpoint);
        server.configureBlocking(false);
        this.selector = Selector.open();
        this.serverKey = server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** Makes the thread look again: there is room, or it is to end. */
    void wakeUp() {
        selector.wakeup();
    }

    void close() {
        closed = true;
        selector.wakeup();
    }

    @Override
    public void run() {
        try {
            while (!closed) {
                try {
                    turn();
                } catch (OutOfMemoryError e) {
                    // Handshakes end and give memory back; a listener that has ended would never accept again.
                    LOG.warn("Could not accept a connection at {}: {}", server, e.toString());
                    acceptAgain = System.nanoTime() + RETRY_NANOS;
                }
            }
        } catch (IOException | RuntimeException | Error e) {
            LOG.error("No more connections can be accepted", e);
        } finally {
            closeAll();
        }
    }

    private void turn() throws IOException {
        boolean accepts = sink.hasRoom() && acceptAgain - System.nanoTime() <= 0;
        serverKey.interestOps(accepts ? SelectionKey.OP_ACCEPT : 0);
        selector.select(wait(accepts));
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isValid() && key.isAcceptable()) {
                acceptOne();
            } else if (key.isValid() && key.attachment() instanceof PendingHandshake handshake) {
                advance(handshake);
            }
        }
        selector.selectedKeys().clear();
        handOver();
        expire();
    }

    /** Milliseconds until something is to be done although nothing comes in; 0 for ever. */
    private long wait(boolean accepts) {
        long nanos = accepts || !sink.hasRoom() ? Long.MAX_VALUE : acceptAgain - System.nanoTime();
        for (PendingHandshake handshake : pending) {
            nanos = Math.min(nanos, handshake.left());
        }
        return nanos == Long.MAX_VALUE ? 0 : Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
    }

    private void acceptOne() {
        SocketChannel channel;
        try {
            channel = server.accept();
        } catch (ClosedChannelException e) {
            closed = true;
            return;
        } catch (IOException e) {
            // As when all file descriptors are in use: going on at once would only burn the processor.
            LOG.warn("Could not accept a connection at {}: {}", server, e.toString());
            acceptAgain = System.nanoTime() + RETRY_NANOS;
            return;
        }
        if (channel != null) {
            makeRoom();
            begin(channel);
        }
    }

    private void makeRoom() {
        if (pending.size() >= MAX_PENDING) {
            PendingHandshake oldest = pending.iterator().next();
            drop(oldest, "there are " + MAX_PENDING + " handshakes at once, and this is the oldest one");
        }
    }

    private void begin(SocketChannel channel) {
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            PendingHandshake handshake = new PendingHandshake(
                    channel, engines.get(), key, TlsEndpoint.SCHEME + ":/" + channel.getRemoteAddress());
            key.attach(handshake);
            pending.add(handshake);
        } catch (IOException | RuntimeException e) {
            LOG.debug("A connection ended as soon as it was accepted", e);
            close(channel);
        } catch (OutOfMemoryError e) {
            close(channel);
            throw e;
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.trace("It could not be closed", e);
        }
    }

    private void advance(PendingHandshake handshake) {
        try {
            if (handshake.isRefused()) {
                if (handshake.discard()) {
                    forget(handshake);
                }
            } else if (handshake.advance()) {
                handshake.key().cancel();
                pending.remove(handshake);
                done.add(handshake);
            }
        } catch (IOException e) {
            if (handshake.isRefused()) {
                forget(handshake);
            } else {
                refuse(handshake, e);
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            drop(handshake, "the handshake failed: " + e);
        }
    }

    private void refuse(PendingHandshake handshake, IOException failure) {
        if (!handshake.hasAnswered()) {
            // Somebody who looks whether anybody listens here.
            LOG.debug("{} went away without a word", handshake.peer());
            forget(handshake);
            return;
        }
        refusals.add(handshake.peer(), HandshakeFailure.reason(failure));
        try {
            handshake.refuse();
        } catch (IOException e) {
            forget(handshake);
        }
    }

    /** The selector lets go of channels only when it selects. */
    private void handOver() throws IOException {
        if (done.isEmpty()) {
            return;
        }
        selector.selectNow();
        // Whatever came up just now will do so again.
        selector.selectedKeys().clear();
        for (PendingHandshake handshake : done) {
            try {
                sink.add(handshake.connection());
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                LOG.debug("The connection from {} ended right after the handshake", handshake.peer(), e);
                handshake.close();
            }
        }
        done.clear();
    }

    private void expire() {
        for (Iterator<PendingHandshake> all = pending.iterator(); all.hasNext(); ) {
            PendingHandshake handshake = all.next();
            if (handshake.left() <= 0) {
                all.remove();
                if (!handshake.isRefused()) {
                    refusals.add(handshake.peer(), "it did not end the handshake in time");
                }
                handshake.close();
            }
        }
    }

    private void drop(PendingHandshake handshake, String reason) {
        if (!handshake.isRefused()) {
            refusals.add(handshake.peer(), reason);
        }
        forget(handshake);
    }

    private void forget(PendingHandshake handshake) {
        pending.remove(handshake);
        handshake.close();
    }

    private void closeAll() {
        closed = true;
        pending.forEach(PendingHandshake::close);
        done.forEach(PendingHandshake::close);
        try {
            server.close();
            // Only now the system forgets the address.
            selector.close();
        } catch (IOException e) {
            // The descriptors are freed all the same, and nobody could do more about it.
            LOG.debug("Closing a listener failed", e);
        }
    }
}
