package io.thriftplugins.example.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes pages around what the plugins returned. */
final class PageWriter {

    private static final String TEMPLATE = """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>%s</title>
            <style>body { max-width: 50em; margin: 2em auto; font-family: sans-serif; line-height: 1.5 }
            pre { background: #f4f4f4; padding: 1em; overflow: auto } td, th { border: 1px solid #ccc; padding: .3em }
            table { border-collapse: collapse } .broken { color: #b00 } footer { color: #777; margin-top: 3em }</style>
            </head>
            <body>
            %s
            <footer>%s</footer>
            </body>
            </html>
            """;

    private PageWriter() {}

    static void write(Page page, String html, Map<?, ?> statistics) throws IOException {
        String footer = statistics.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof Number)
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", "));
        if (page.target().getParent() != null) {
            Files.createDirectories(page.target().getParent());
        }
        Files.writeString(page.target(), TEMPLATE.formatted(escape(page.link()), html, escape(footer)));
    }

    static void writeIndex(Site site) throws IOException {
        String list = site.pages().stream()
                .map(page -> "<li><a href=\"" + escape(page.link()) + "\">" + escape(page.link()) + "</a></li>\n")
                .collect(Collectors.joining("", "<h1>Pages</h1>\n<ul>\n", "</ul>"));
        Files.createDirectories(site.output());
        Files.writeString(site.output().resolve("index.html"), TEMPLATE.formatted("Pages", list, ""));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
