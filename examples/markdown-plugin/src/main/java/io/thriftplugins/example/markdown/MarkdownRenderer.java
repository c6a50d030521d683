package io.thriftplugins.example.markdown;

import java.util.List;
import java.util.function.Predicate;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jspecify.annotations.Nullable;

/**
 * Turns Markdown into HTML that is safe to publish whoever wrote the text: HTML in it is escaped, and links keep only
 * schemes that run no code. Safe for use by many threads.
 */
final class MarkdownRenderer {

    private static final List<Extension> EXTENSIONS =
            List.of(TablesExtension.create(), HeadingAnchorExtension.create());

    private final Parser parser = Parser.builder().extensions(EXTENSIONS).build();
    private final @Nullable Predicate<String> linkTargets;

    /**
     * A renderer.
     *
     * @param linkTargets whether a relative link's target exists; null if nobody knows, and links stay as they are
     */
    MarkdownRenderer(@Nullable Predicate<String> linkTargets) {
        this.linkTargets = linkTargets;
    }

    String render(String text) {
        Node document = parser.parse(text);
        HtmlRenderer.Builder html =
                HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true).sanitizeUrls(true);
        if (linkTargets != null) {
            LinkRewriter links = new LinkRewriter(linkTargets);
            document.accept(links);
            html.attributeProviderFactory(context -> links);
        }
        return html.build().render(document);
    }
}
