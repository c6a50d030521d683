import org.jspecify.annotations.NullMarked;

/** The transport for {@code tcp} endpoints: TCP. */
@NullMarked
module io.thriftplugins.transport.socket {
    requires io.thriftplugins.api;
    requires static org.jspecify;
}
