package io.thriftplugins.transport.socket;

import io.thriftplugins.Endpoint;
import io.thriftplugins.TlsEndpoint;
import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.spi.TransportListener;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;

/** A listener whose connections are secure when they are handed out. */
final class TlsListener implements TransportListener, TlsAcceptor.Sink {

    /** Connections that are secure and wait to be accepted; more wait in the system's queue, before the handshake. */
    private static final int MAX_READY = 128;

    private final TlsEndpoint endpoint;
    private final TlsAcceptor acceptor;
    private final Thread thread;

    /** An empty element tells that the listener is closed. */
    private final BlockingQueue<Optional<TlsConnection>> ready = new LinkedBlockingQueue<>();

    private volatile boolean closed;

    private TlsListener(ServerSocketChannel server, TlsEndpoint endpoint, Supplier<SSLEngine> engines)
            throws IOException {
        this.endpoint = endpoint;
        this.acceptor = new TlsAcceptor(server, endpoint, engines, this);
        this.thread = new Thread(acceptor, "thrift-plugins-tls-" + endpoint.port());
        thread.setDaemon(true);
    }

    /**
     * Listens.
     *
     * @param requested where to; its pin is ignored
     * @param pin the own certificate's
     */
    static TlsListener on(TlsEndpoint requested, InetAddress address, String pin, Supplier<SSLEngine> engines)
            throws IOException {
        ServerSocketChannel server = SocketListener.bind(requested, address, requested.port());
        try {
            TlsListener listener = new TlsListener(
                    server, new TlsEndpoint(requested.host(), SocketListener.port(server), pin), engines);
            listener.thread.start();
            return listener;
        } catch (IOException | RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    @Override
    public Endpoint endpoint() {
        return endpoint;
    }

    @Override
    public TransportConnection accept() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        try {
            Optional<TlsConnection> next = ready.take();
            if (next.isEmpty()) {
                ready.add(next);
                throw new AsynchronousCloseException();
            }
            if (ready.size() == MAX_READY - 1) {
                acceptor.wakeUp();
            }
            return next.get();
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw (IOException) new ClosedByInterruptException().initCause(e);
        }
    }

    @Override
    public boolean hasRoom() {
        return ready.size() < MAX_READY;
    }

    @Override
    public void add(TlsConnection connection) {
        ready.add(Optional.of(connection));
    }

    @Override
    public void close() {
        closed = true;
        acceptor.close();
        awaitEnd();
        // Nothing is added any more.
        for (Optional<TlsConnection> next = ready.poll(); next != null; next = ready.poll()) {
            next.ifPresent(TlsConnection::close);
        }
        ready.add(Optional.empty());
    }

    private void awaitEnd() {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "listener of " + endpoint;
    }
}
