import org.jspecify.annotations.NullMarked;

/** The host's side: listens, finds and launches plugins, and calls them. */
@NullMarked
module io.thriftplugins.server {
    requires transitive io.thriftplugins.api;
    requires io.thriftplugins.rpc;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.thriftplugins.server;

    uses io.thriftplugins.spi.PluginRunner;
}
