import org.jspecify.annotations.NullMarked;

/** The plugin's side: connects to the host, registers, and serves the plugin's functions. */
@NullMarked
module io.thriftplugins.client {
    requires transitive io.thriftplugins.api;
    requires io.thriftplugins.rpc;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.thriftplugins.client;

    // Not "provides": a host with a logging library of its own must not find a second one. SLF4J makes the class that
    // its system property names, see RemoteLogging.
    opens io.thriftplugins.client.slf4j to
            org.slf4j;
}
