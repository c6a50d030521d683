package io.thriftplugins.example.quickstart;

import io.thriftplugins.CallRequest;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.server.LoadResult;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.ThriftPluginsServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Turns a folder of Markdown files into HTML pages with an index. This program knows neither Markdown nor statistics: a
 * Java plugin and a Python plugin do, each in a process of its own, and both ask back which link targets exist.
 */
public final class Quickstart {

    private final Options options;
    private final Steps steps = new Steps();

    private Quickstart(Options options) {
        this.options = options;
    }

    /**
     * Runs the example.
     *
     * @param args see {@link Options#USAGE}
     */
    public static void main(String[] args) throws IOException {
        try {
            new Quickstart(Options.parse(args)).run();
        } catch (IllegalArgumentException | PluginException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private void run() throws IOException {
        Site site = new Site(options.folder(), options.output());
        steps.done("found " + site.pages().size() + " Markdown files in " + site.root());
        // Everything is closed in the opposite order: the loader stops the plugins, the server stops listening.
        try (ThriftPluginsServer server = ThriftPluginsServer.builder()
                        .transport(options.scheme())
                        .function(
                                "link_target_exists(target: string): boolean",
                                call -> site.exists(call.getString("target")))
                        .build()
                        .start();
                ThriftPluginsLoader loader = ThriftPluginsLoader.of(server)) {
            steps.done("listening on " + server.endpoint());
            List<PluginHandle> plugins = load(loader);
            render(site, plugins);
            for (PluginHandle plugin : plugins) {
                plugin.close();
                steps.done("plugin '" + plugin.name() + "' is " + plugin.state());
            }
        }
        steps.total(
                "wrote " + site.pages().size() + " pages and " + site.output().resolve("index.html"));
    }

    /** Loads both at the same time. The site needs the Markdown plugin; without the other one it has no statistics. */
    private List<PluginHandle> load(ThriftPluginsLoader loader) {
        List<PluginHandle> plugins = new ArrayList<>();
        List<LoadResult> results = loader.loadAll(List.of(
                PluginSource.of(options.markdownPlugin()).withName("markdown"),
                PluginSource.of(options.statisticsPlugin())));
        for (LoadResult result : results) {
            PluginHandle plugin = result.handle();
            PluginException failure = result.failure();
            if (plugin != null) {
                plugins.add(plugin);
                steps.done("loaded " + plugin.name() + " " + plugin.version() + ", process "
                        + plugin.pid().orElse(-1) + ": "
                        + plugin.functions().get(0).signature());
            } else if (failure != null && result.source().path().equals(options.statisticsPlugin())) {
                steps.done("going on without statistics, since the Python plugin can't be loaded. "
                        + failure.getMessage());
            } else if (failure != null) {
                throw failure;
            }
        }
        return plugins;
    }

    private void render(Site site, List<PluginHandle> plugins) throws IOException {
        for (Page page : site.pages()) {
            site.visit(page);
            String text = Files.readString(page.source());
            CompletableFuture<@Nullable Object> html =
                    plugins.get(0).callAsync(CallRequest.of("markdown_render", text));
            // In the meantime, in the other process.
            Map<?, ?> statistics =
                    plugins.size() > 1 && plugins.get(1).call("text_statistics", text) instanceof Map<?, ?> map
                            ? map
                            : Map.of();
            PageWriter.write(page, String.valueOf(html.join()), statistics);
            steps.done("rendered " + site.root().relativize(page.source())
                    + (statistics.isEmpty() ? "" : ", words: " + statistics.get("words")));
        }
        PageWriter.writeIndex(site);
    }
}
