import org.jspecify.annotations.NullMarked;

/** A host that turns Markdown into HTML with the help of plugins. */
@NullMarked
module io.thriftplugins.example.quickstart {
    requires io.thriftplugins.api;
    requires io.thriftplugins.server;
    requires static org.jspecify;
}
