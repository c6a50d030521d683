package io.thriftplugins.example.markdown;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftplugins.FunctionCall;
import io.thriftplugins.FunctionDefinition;
import io.thriftplugins.PluginDefinition;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MarkdownPluginTest {

    private final MarkdownPlugin plugin = new MarkdownPlugin();

    @Test
    void tellsNameVersionAndFunctions() {
        PluginDefinition definition = PluginDefinition.of(plugin);

        assertThat(definition.name()).isEqualTo("markdown");
        assertThat(definition.version()).isEqualTo("1.0.0");
        assertThat(definition.functions())
                .extracting(function -> function.info().signature().toString())
                .containsExactly("markdown_render(text: string): string", "add(a: integer, b: integer): integer");
    }

    @Test
    void addsIntegers() throws Exception {
        assertThat(call("add", 2L, 3L)).isEqualTo(5L);
    }

    @Test
    void reportsASumThatIsTooLargeInsteadOfAWrongOne() {
        assertThatThrownBy(() -> call("add", Long.MAX_VALUE, 1L)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void rendersTablesAndHeadingsWithAnchors() throws Exception {
        assertThat(render("## A title\n\n| a | b |\n|---|---|\n| 1 | 2 |"))
                .contains("<h2 id=\"a-title\">A title</h2>")
                .contains("<td>2</td>");
    }

    @Test
    void escapesHtmlInBlocksAndInLines() throws Exception {
        assertThat(render("<script>alert(1)</script>\n\nHello <b onclick='x'>you</b>"))
                .doesNotContain("<script>", "<b ")
                .contains("&lt;script&gt;");
    }

    @Test
    void emptiesLinksThatRunCode() throws Exception {
        assertThat(render("[x](javascript:alert(1))")).doesNotContain("javascript");
    }

    @Test
    void linksToThePageOfAMarkdownFileThatExists() throws Exception {
        plugin.start(SiteHost.withTargets("docs/guide.md"));

        assertThat(render("[the **guide**](docs/guide.md#start)"))
                .contains("href=\"docs/guide.html#start\"")
                .contains("the <strong>guide</strong>")
                .doesNotContain("broken-link");
    }

    @Test
    void marksALinkToAMarkdownFileThatDoesNotExist() throws Exception {
        plugin.start(SiteHost.withTargets("docs/guide.md"));

        assertThat(render("[gone](gone.md) [guide](docs/guide.md)"))
                .containsPattern("<a [^>]*href=\"gone.md\"[^>]*class=\"broken-link\"")
                .containsOnlyOnce("broken-link");
    }

    @Test
    void leavesOtherLinksAlone() throws Exception {
        plugin.start(SiteHost.withTargets());

        assertThat(render("[a](https://example.org/a.md) [b](/b.md) [c](c.txt) [d](#d) [e](.md)"))
                .contains("\"https://example.org/a.md\"", "\"/b.md\"", "\"c.txt\"", "\"#d\"", "\".md\"")
                .doesNotContain("broken-link");
    }

    @Test
    void leavesAllLinksAloneIfTheHostCannotTellWhichTargetsExist() throws Exception {
        plugin.start(SiteHost.withoutFunctions());

        assertThat(render("[gone](gone.md)")).contains("href=\"gone.md\"").doesNotContain("broken-link");
    }

    private String render(String text) throws Exception {
        return (String) call("markdown_render", text);
    }

    private Object call(String name, Object... arguments) throws Exception {
        FunctionDefinition function = PluginDefinition.of(plugin).functions().stream()
                .filter(candidate -> candidate.info().name().equals(name))
                .findFirst()
                .orElseThrow();
        List<Object> bound = function.info().signature().bind(List.of(arguments), Map.of());
        return function.body().call(FunctionCall.of(function.info().signature(), bound, "host"));
    }
}
