package io.thriftplugins.cli;

import io.thriftplugins.Endpoint;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.SocketEndpoint;
import io.thriftplugins.TlsEndpoint;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The transports by the names that people know, with the endpoints of debug mode (contract 16, where it has them). */
enum TransportKind {
    PIPE(PipeEndpoint.SCHEME, new PipeEndpoint("qcat-test")),
    SOCKET(SocketEndpoint.SCHEME, new SocketEndpoint("127.0.0.1", 25738)),
    TLS(TlsEndpoint.SCHEME, new TlsEndpoint("127.0.0.1", 25738));

    private final String scheme;
    private final Endpoint debugEndpoint;

    TransportKind(String scheme, Endpoint debugEndpoint) {
        this.scheme = scheme;
        this.debugEndpoint = debugEndpoint;
    }

    String scheme() {
        return scheme;
    }

    Endpoint debugEndpoint() {
        return debugEndpoint;
    }

    /** For picocli, whose own message would name the constants. */
    static final class Converter implements ITypeConverter<TransportKind> {

        Converter() {}

        @Override
        public TransportKind convert(String value) {
            return switch (value) {
                case "pipe" -> PIPE;
                case "socket" -> SOCKET;
                case "tls" -> TLS;
                default -> throw new TypeConversionException("take pipe, socket or tls, not '" + value + "'");
            };
        }
    }
}
