package io.thriftplugins.example.markdown;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.renderer.html.AttributeProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the links between Markdown files links between their HTML pages, and marks those that lead nowhere. First it
 * visits a document, then it tells the renderer of that document about the marks. Used once, by one thread.
 */
final class LinkRewriter extends AbstractVisitor implements AttributeProvider {

    private static final Logger LOG = LoggerFactory.getLogger(LinkRewriter.class);

    /** A path to a Markdown file, relative: no scheme and no slash in front; then perhaps a query or a fragment. */
    private static final Pattern MARKDOWN_FILE =
            Pattern.compile("(?![A-Za-z][A-Za-z0-9+.-]*:|/)([^?#]+)\\.md([?#].*)?");

    private final Predicate<String> linkTargets;
    private final Set<Node> broken = Collections.newSetFromMap(new IdentityHashMap<>());

    LinkRewriter(Predicate<String> linkTargets) {
        this.linkTargets = linkTargets;
    }

    @Override
    public void visit(Link link) {
        Matcher file = MARKDOWN_FILE.matcher(link.getDestination());
        if (file.matches()) {
            if (linkTargets.test(file.group(1) + ".md")) {
                link.setDestination(file.group(1) + ".html" + (file.group(2) == null ? "" : file.group(2)));
            } else {
                broken.add(link);
                LOG.warn("Broken link: {}", link.getDestination());
            }
        }
        visitChildren(link);
    }

    @Override
    public void setAttributes(Node node, String tagName, Map<String, String> attributes) {
        if (broken.contains(node)) {
            attributes.put("class", "broken-link");
        }
    }
}
