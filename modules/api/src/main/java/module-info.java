/**
 * What authors of plugins, hosts and transports compile against: plugins and their functions, values, endpoints, tokens
 * and errors in {@link io.thriftplugins}, the interface of a transport in {@link io.thriftplugins.spi}.
 *
 * <p>No type of Apache Thrift is visible here, and nothing but the JDK and SLF4J is needed.
 */
@org.jspecify.annotations.NullMarked
module io.thriftplugins.api {
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports io.thriftplugins;
    exports io.thriftplugins.spi;

    uses io.thriftplugins.Plugin;
    uses io.thriftplugins.spi.PluginRunner;
    uses io.thriftplugins.spi.TransportProvider;
}
