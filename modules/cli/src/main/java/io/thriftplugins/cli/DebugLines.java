package io.thriftplugins.cli;

import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the user of debug mode types, a line after the other. */
final class DebugLines {

    private static final String QUIT = "quit";
    private static final String FUNCTIONS = "functions";

    private final ThriftPlugins root;
    private final DebugHost host;

    DebugLines(ThriftPlugins root, DebugHost host) {
        this.root = root;
        this.host = host;
    }

    /** Returns at {@code quit} or the end of the input. Lines before a plugin is there wait for it. */
    void run() throws IOException {
        while (true) {
            @Nullable String line = root.terminal().in().readLine();
            if (line == null || line.strip().equals(QUIT)) {
                return;
            }
            List<String> words = LineParser.words(line);
            if (!words.isEmpty()) {
                answer(words);
            }
        }
    }

    private void answer(List<String> words) {
        try {
            PluginHandle plugin = host.awaitPlugin();
            String first = words.get(0);
            root.terminal()
                    .out()
                    .println(
                            words.size() == 1 && first.equals(FUNCTIONS)
                                    ? PluginReport.text(plugin)
                                    : FunctionLine.of(first, words.subList(1, words.size()))
                                            .call(plugin));
        } catch (PluginException e) {
            new Failures(root).print(e);
        }
    }
}
