import org.jspecify.annotations.NullMarked;

/** The {@code thrift-plugins} command. */
@NullMarked
module io.thriftplugins.cli {
    requires com.fasterxml.jackson.core;
    requires info.picocli;
    requires io.thriftplugins.api;
    requires io.thriftplugins.runner;
    requires io.thriftplugins.server;
    requires static org.jspecify;

    // Options and parameters are fields that it sets.
    opens io.thriftplugins.cli to
            info.picocli;
}
