import io.thriftplugins.spi.CertificateMaker;
import io.thriftplugins.spi.TransportProvider;
import io.thriftplugins.transport.socket.SocketTransport;
import io.thriftplugins.transport.socket.TlsTransport;
import org.jspecify.annotations.NullMarked;

/** The transports for {@code tcp} endpoints, on the loopback interface alone, and for {@code tls} endpoints. */
@NullMarked
module io.thriftplugins.transport.socket {
    requires io.thriftplugins.api;
    requires org.slf4j;
    requires static org.jspecify;

    uses CertificateMaker;

    provides TransportProvider with
            SocketTransport,
            TlsTransport;
}
