/** A host: it turns Markdown files into pages, but all that it knows about Markdown is which plugins to load. */
@org.jspecify.annotations.NullMarked
module io.thriftplugins.example.quickstart {
    requires static org.jspecify;
    requires io.thriftplugins.server;
}
