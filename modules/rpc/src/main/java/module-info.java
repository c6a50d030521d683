import org.jspecify.annotations.NullMarked;

/** Frames, multiplexing, the value codec, handle tables and connection pools: internals of the server and the client. */
@NullMarked
module io.thriftplugins.rpc {
    requires transitive io.thriftplugins.api;
    requires transitive io.thriftplugins.thrift;
    requires transitive org.apache.thrift;
    requires org.slf4j;
    requires static transitive org.jspecify;
}
