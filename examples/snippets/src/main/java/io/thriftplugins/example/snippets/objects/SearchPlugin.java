package io.thriftplugins.example.snippets.objects;

import io.thriftplugins.FunctionCall;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.RemoteObject;
import io.thriftplugins.ServedObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Calls its host's callback for what it finds, and gives its host a file that stays open between calls. */
public final class SearchPlugin implements Plugin {

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("search")
                .version("1.0")
                .function("search(folder: string, found: object)", SearchPlugin::search)
                .function("open(file: string): object", call -> open(Path.of(call.getString("file"))));
    }

    private static @Nullable Object search(FunctionCall call) throws IOException {
        try (RemoteObject found = call.get("found", RemoteObject.class);
                Stream<Path> files = Files.walk(Path.of(call.getString("folder")))) {
            files.filter(Files::isRegularFile).sorted().forEach(file -> found.call("file", file.toString()));
        }
        return null;
    }

    /** The host's from now on: when it closes the object, or ends, the file is closed. */
    private static ServedObject open(Path file) throws IOException {
        BufferedReader reader = Files.newBufferedReader(file);
        return ServedObject.builder(file.toString())
                .function("line(): string", call -> reader.readLine())
                .onClose(reader)
                .build();
    }
}
