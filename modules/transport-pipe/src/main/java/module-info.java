import io.thriftplugins.spi.TransportProvider;
import io.thriftplugins.transport.pipe.PipeTransport;
import org.jspecify.annotations.NullMarked;

/** The transport for {@code net.pipe} endpoints: Unix domain sockets that no other user can reach. */
@NullMarked
module io.thriftplugins.transport.pipe {
    requires io.thriftplugins.api;
    requires jdk.net;
    requires org.slf4j;
    requires static org.jspecify;

    provides TransportProvider with
            PipeTransport;
}
