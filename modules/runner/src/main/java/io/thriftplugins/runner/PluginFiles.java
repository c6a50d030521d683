package io.thriftplugins.runner;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The JAR that a plugin is in and those it brings along.
 *
 * @param jar the plugin's
 * @param libraries the others, in the order of their names
 */
record PluginFiles(PluginJar jar, List<PluginJar> libraries) {

    /**
     * Modules that are the runtime's in any case. A second copy of the first two would be other types than those that
     * the runtime knows, and a second copy of a transport would be one too many for its scheme; they get into
     * {@code lib/} when a build tool copies all dependencies.
     */
    private static final Set<String> OF_RUNTIME = Set.of(
            "io.thriftplugins.api",
            "org.slf4j",
            "io.thriftplugins.client",
            "io.thriftplugins.rpc",
            "io.thriftplugins.runner",
            "io.thriftplugins.server",
            "io.thriftplugins.thrift",
            "io.thriftplugins.transport.pipe",
            "io.thriftplugins.transport.socket");

    /**
     * Looks at a path that a user gave.
     *
     * @param plugin a JAR with {@code lib/} beside it, or a directory of JARs, one of them a plugin's, with
     *     {@code lib/} in it
     * @throws io.thriftplugins.PluginException with {@code LAUNCH_FAILED} if there is no plugin, or more than one
     */
    static PluginFiles find(Path plugin) {
        // Not normalized: behind a symbolic link ".." leads elsewhere, to other files than the host has checked.
        Path path = plugin.toAbsolutePath();
        if (Files.isDirectory(path)) {
            return inDirectory(path);
        }
        if (!Files.exists(path)) {
            throw LoadFailure.of("There is no file " + path + "; pass a plugin's JAR or a directory of JARs");
        }
        PluginJar jar = PluginJar.read(path);
        return new PluginFiles(jar, libraries(jarsIn(path.resolveSibling("lib"))));
    }

    private static PluginFiles inDirectory(Path directory) {
        List<PluginJar> jars = jarsIn(directory);
        List<PluginJar> plugins =
                jars.stream().filter(jar -> !jar.services().isEmpty()).toList();
        if (plugins.size() != 1) {
            throw LoadFailure.of(
                    plugins.isEmpty()
                            ? "None of the " + jars.size() + " JARs in " + directory
                                    + " is a plugin's; a plugin is a service: "
                                    + "'provides io.thriftplugins.Plugin with CLASS' in its module-info, or a file "
                                    + "META-INF/services/io.thriftplugins.Plugin"
                            : "There is more than one plugin in " + directory + ": "
                                    + plugins.stream()
                                            .map(jar ->
                                                    String.valueOf(jar.file().getFileName()))
                                            .collect(Collectors.joining(", "))
                                    + "; pass one of the JARs");
        }
        List<PluginJar> others = new ArrayList<>(jars);
        others.removeAll(plugins);
        others.addAll(jarsIn(directory.resolve("lib")));
        return new PluginFiles(plugins.get(0), libraries(others));
    }

    /** The plugin's first. */
    List<PluginJar> all() {
        List<PluginJar> all = new ArrayList<>(libraries);
        all.add(0, jar);
        return all;
    }

    private static List<PluginJar> libraries(List<PluginJar> jars) {
        return jars.stream()
                .filter(jar -> jar.module() == null
                        || !OF_RUNTIME.contains(jar.module().name()))
                .toList();
    }

    private static List<PluginJar> jarsIn(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.jar")) {
            found.forEach(files::add);
        } catch (IOException e) {
            throw LoadFailure.of("Can't list " + directory + ": " + e, e);
        }
        return files.stream().sorted().map(PluginJar::read).toList();
    }
}
