package io.thriftplugins.transport.socket;

import io.thriftplugins.spi.TransportProvider;
import io.thriftplugins.transport.tck.TransportContract;

/** The contract of all transports, with TLS and keys that the transport makes up (checklist 60-65, 70). */
final class TlsContractTest extends TransportContract {

    /** Making keys takes time, and one transport serves many listeners. */
    private static final TlsTransport TRANSPORT = new TlsTransport();

    @Override
    protected TransportProvider transport() {
        return TRANSPORT;
    }

    @Override
    protected boolean acceptsAhead() {
        return true;
    }

    /** Handshakes at both ends take milliseconds. */
    @Override
    protected int connectionsToOpen() {
        return 1_000;
    }
}
