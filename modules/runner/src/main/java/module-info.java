import org.jspecify.annotations.NullMarked;

/** The program that turns a plugin JAR into a process. */
@NullMarked
module io.thriftplugins.runner {
    requires io.thriftplugins.api;
    requires io.thriftplugins.client;
    requires org.slf4j;
    requires static org.jspecify;
}
