import org.jspecify.annotations.NullMarked;

/**
 * A host's or plugin's own Thrift services, beside the framework's on the same connections: the only module that shows
 * Thrift types.
 */
@NullMarked
module io.thriftplugins.services {
    requires transitive io.thriftplugins.api;
    requires transitive org.apache.thrift;
    // Transitive since generated stubs log, so that whoever has some would have to require it.
    requires transitive org.slf4j;
    requires static transitive org.jspecify;

    exports io.thriftplugins.services;
}
