import io.thriftplugins.spi.TransportProvider;
import io.thriftplugins.transport.socket.SocketTransport;
import org.jspecify.annotations.NullMarked;

/** The transport for {@code tcp} endpoints: TCP on the loopback interface. */
@NullMarked
module io.thriftplugins.transport.socket {
    requires io.thriftplugins.api;
    requires static org.jspecify;

    provides TransportProvider with
            SocketTransport;
}
