package io.thriftplugins.example.snippets.objects;

import io.thriftplugins.PluginHandle;
import io.thriftplugins.RemoteObject;
import io.thriftplugins.ServedObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/** What a host does with objects: passes a callback, and uses an object of the plugin. */
public final class SearchHost {

    private SearchHost() {}

    /** The plugin calls {@code found} while {@code search} runs; calls of one object may come from many threads. */
    public static List<String> files(PluginHandle plugin, Path folder) {
        List<String> files = Collections.synchronizedList(new ArrayList<>());
        ServedObject found = ServedObject.builder("found")
                .function("file(path: string)", call -> {
                    files.add(call.getString("path"));
                    return null;
                })
                .build();
        plugin.call("search", folder.toString(), found);
        return files;
    }

    /** The first line of a file that the plugin opens, which has one. */
    public static String firstLine(PluginHandle plugin, String file) {
        try (RemoteObject open = (RemoteObject) Objects.requireNonNull(plugin.call("open", file))) {
            return (String) Objects.requireNonNull(open.call("line"));
        }
    }
}
