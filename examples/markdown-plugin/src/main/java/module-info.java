/** A plugin that turns Markdown into HTML. It is written against the API alone and brings commonmark-java along. */
@org.jspecify.annotations.NullMarked
module io.thriftplugins.example.markdown {
    requires static org.jspecify;
    requires io.thriftplugins.api;
    requires org.slf4j;
    requires org.commonmark;
    requires org.commonmark.ext.gfm.tables;
    requires org.commonmark.ext.heading.anchor;

    provides io.thriftplugins.Plugin with
            io.thriftplugins.example.markdown.MarkdownPlugin;
}
