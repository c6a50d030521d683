import org.jspecify.annotations.NullMarked;

/** A plugin that renders Markdown. */
@NullMarked
module io.thriftplugins.example.markdown {
    requires io.thriftplugins.api;
    requires org.commonmark;
    requires static org.jspecify;
}
