package io.thriftplugins.transport.socket;

import io.thriftplugins.spi.TransportProvider;
import io.thriftplugins.transport.tck.TransportContract;

/** The contract of all transports, with TCP (checklist 60-65, 70). */
final class SocketContractTest extends TransportContract {

    @Override
    protected TransportProvider transport() {
        return new SocketTransport();
    }
}
