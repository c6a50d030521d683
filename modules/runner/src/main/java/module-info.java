import org.jspecify.annotations.NullMarked;

/** The program that turns a plugin JAR into a process, or into a plugin inside the host's JVM. */
@NullMarked
module io.thriftplugins.runner {
    requires io.thriftplugins.api;
    requires io.thriftplugins.client;
    requires org.slf4j;
    requires static org.jspecify;

    // For the command line's "run".
    exports io.thriftplugins.runner to
            io.thriftplugins.cli;

    uses io.thriftplugins.spi.TransportProvider;

    provides io.thriftplugins.spi.PluginRunner with
            io.thriftplugins.runner.JarRunner;
}
