import org.jspecify.annotations.NullMarked;

/** The contract test that every transport extends, ours or a stranger's. */
@NullMarked
module io.thriftplugins.transport.tck {
    requires transitive io.thriftplugins.api;
    requires transitive org.junit.jupiter.api;
    requires static transitive org.jspecify;
}
