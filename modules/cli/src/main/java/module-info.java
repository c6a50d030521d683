import org.jspecify.annotations.NullMarked;

/** The {@code thrift-plugins} command. */
@NullMarked
module io.thriftplugins.cli {
    requires io.thriftplugins.api;
    requires io.thriftplugins.server;
    requires io.thriftplugins.client;
    requires io.thriftplugins.runner;
    requires org.slf4j;
    requires static org.jspecify;
}
