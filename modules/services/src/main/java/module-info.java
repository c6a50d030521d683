import org.jspecify.annotations.NullMarked;

/** A host's or plugin's own Thrift services: the only module that shows Thrift types. */
@NullMarked
module io.thriftplugins.services {
    requires transitive io.thriftplugins.api;
    requires io.thriftplugins.rpc;
    requires transitive org.apache.thrift;
    requires org.slf4j;
    requires static transitive org.jspecify;
}
