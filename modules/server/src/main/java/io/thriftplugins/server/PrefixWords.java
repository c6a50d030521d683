package io.thriftplugins.server;

import io.thriftplugins.spi.PluginRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Makes the words that stand before a plugin's program of what the host has set. */
final class PrefixWords {

    private PrefixWords() {}

    static List<String> of(
            PluginSource source, LaunchPrefix prefix, LaunchArguments arguments, Supplier<PluginRunner> runner) {
        Path temporary = arguments.own() != null ? arguments.own().path() : TemporaryDirectory.shared();
        List<String> words = new ArrayList<>(prefix.words(new LaunchDetails(
                arguments.endpoint(), readable(source.origin(), runner), temporary, source.workingDirectory())));
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw PluginOrigin.failure(
                    "The launch prefix of the plugin '" + source.name() + "' has no program to begin with");
        }
        words.set(0, program(source, words.get(0)));
        if (!source.origin().variables().isEmpty()) {
            // The wrapper runs with the host's rights: a plugin must not set LD_PRELOAD for it.
            words.add("/usr/bin/env");
            source.origin().variables().forEach((name, value) -> words.add(name + "=" + value));
        }
        return words;
    }

    private static String program(PluginSource source, String text) {
        Path named = Path.of(text);
        Path found = named.getParent() == null ? PluginDirectory.onPath(text) : named;
        if (found == null || !Files.isExecutable(found)) {
            throw PluginOrigin.failure("The plugin '" + source.name() + "' can't be launched: its launch prefix begins"
                    + " with '" + text + "', which is no program" + (found == null ? " on the PATH" : "")
                    + "; install it or correct the prefix");
        }
        return found.toString();
    }

    private static List<Path> readable(PluginOrigin origin, Supplier<PluginRunner> runner) {
        List<Path> files = new ArrayList<>();
        files.add(origin.path());
        if (origin.kind() == PluginOrigin.Kind.PROGRAM) {
            Path program = Path.of(origin.command().get(0));
            if (!program.startsWith(origin.path())) {
                files.add(program);
            }
        } else {
            Path libraries = origin.path().resolveSibling("lib");
            if (!Files.isDirectory(origin.path()) && Files.isDirectory(libraries)) {
                files.add(libraries);
            }
            files.addAll(JavaHome.files());
            files.addAll(runner.get().modulePath());
        }
        return files;
    }
}
