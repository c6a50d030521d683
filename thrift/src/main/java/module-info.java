/**
 * The stubs that the Apache Thrift compiler makes of {@code thrift_plugins.thrift}, and nothing else.
 *
 * <p>Only {@code io.thriftplugins.rpc} sees them, so that no Thrift type can leak into what hosts and plugins compile
 * against. They are committed and never edited by hand.
 */
module io.thriftplugins.thrift {
    requires transitive org.apache.thrift;
    requires static org.jspecify;
    // The stubs log, and so does libthrift, which as an automatic module cannot ask for it.
    requires org.slf4j;

    exports io.thriftplugins.thrift to
            io.thriftplugins.rpc;
}
