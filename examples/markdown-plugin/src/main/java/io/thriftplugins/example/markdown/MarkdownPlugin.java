package io.thriftplugins.example.markdown;

import io.thriftplugins.Host;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;

/**
 * The plugin: {@code markdown_render} for the site, {@code add} for trying the command line. It calls back the host's
 * function {@code link_target_exists(target: string): boolean}, if the host has it.
 */
public final class MarkdownPlugin implements Plugin {

    private static final String LINK_TARGET_EXISTS = "link_target_exists";

    private volatile MarkdownRenderer renderer = new MarkdownRenderer(null);

    /** For {@link java.util.ServiceLoader}. */
    public MarkdownPlugin() {}

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("markdown")
                .version("1.0.0")
                .function(
                        "markdown_render(text: string): string",
                        "Turns Markdown into HTML",
                        call -> renderer.render(call.getString("text")))
                .function(
                        "add(a: integer, b: integer): integer",
                        "Adds two integers",
                        call -> Math.addExact(call.getLong("a"), call.getLong("b")));
    }

    @Override
    public void start(Host host) {
        if (!host.findFunctions(LINK_TARGET_EXISTS).isEmpty()) {
            renderer = new MarkdownRenderer(target -> Boolean.TRUE.equals(host.call(LINK_TARGET_EXISTS, target)));
        }
    }
}
