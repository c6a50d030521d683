import org.jspecify.annotations.NullMarked;

/**
 * The contract test that every transport passes, ours or a stranger's. Extend
 * {@link io.thriftplugins.transport.tck.TransportContract} and let JUnit run it.
 */
@NullMarked
module io.thriftplugins.transport.tck {
    requires transitive io.thriftplugins.api;
    requires transitive org.junit.jupiter.api;
    requires java.management;
    requires org.assertj.core;
    requires static transitive org.jspecify;

    exports io.thriftplugins.transport.tck;

    // The tests are not public.
    opens io.thriftplugins.transport.tck to
            org.junit.platform.commons;
}
