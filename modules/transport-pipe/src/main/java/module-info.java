import org.jspecify.annotations.NullMarked;

/** The transport for {@code net.pipe} endpoints: Unix domain sockets. */
@NullMarked
module io.thriftplugins.transport.pipe {
    requires io.thriftplugins.api;
    requires static org.jspecify;
}
