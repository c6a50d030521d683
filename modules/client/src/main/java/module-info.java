import org.jspecify.annotations.NullMarked;

/** The plugin's side: connects to the host, registers, and serves the plugin's functions. */
@NullMarked
module io.thriftplugins.client {
    requires transitive io.thriftplugins.api;
    requires io.thriftplugins.rpc;
    requires org.slf4j;
    requires static transitive org.jspecify;
}
