/**
 * How calls travel: frames, the dispatch of service methods, the value codec, connection pools and deadlines. Internal:
 * only the framework's own modules see it.
 */
@org.jspecify.annotations.NullMarked
module io.thriftplugins.rpc {
    requires static transitive org.jspecify;
    requires transitive io.thriftplugins.api;
    requires io.thriftplugins.thrift;
    requires org.apache.thrift;
    requires org.slf4j;

    exports io.thriftplugins.rpc to
            io.thriftplugins.server,
            io.thriftplugins.client;
    exports io.thriftplugins.rpc.process to
            io.thriftplugins.server,
            io.thriftplugins.client;
}
