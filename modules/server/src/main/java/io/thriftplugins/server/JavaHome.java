package io.thriftplugins.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a JVM like this one reads: its directory, and what links in there lead to, as distributions have it in /etc. */
final class JavaHome {

    private static @Nullable List<Path> files;

    private JavaHome() {}

    static synchronized List<Path> files() {
        if (files == null) {
            files = find(Path.of(System.getProperty("java.home")));
        }
        return files;
    }

    private static List<Path> find(Path home) {
        List<Path> found = new ArrayList<>(List.of(home));
        try (Stream<Path> all = Files.walk(home)) {
            all.filter(Files::isSymbolicLink)
                    .map(JavaHome::target)
                    .filter(target -> Files.exists(target) && !target.startsWith(home))
                    .distinct()
                    .forEach(found::add);
        } catch (IOException | UncheckedIOException e) {
            throw PluginOrigin.failure("The files of the JDK in " + home + " can't be listed: " + e);
        }
        return List.copyOf(found);
    }

    private static Path target(Path link) {
        try {
            return link.toRealPath();
        } catch (IOException e) {
            return link; // leads nowhere, so nobody needs it
        }
    }
}
