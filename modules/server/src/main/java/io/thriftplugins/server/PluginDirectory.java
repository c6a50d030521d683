package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a directory that is a plugin. */
final class PluginDirectory {

    private PluginDirectory() {}

    /** What the directory holds; {@code path} is absolute and a directory. */
    static PluginOrigin read(Path path) {
        PluginProperties properties = PluginProperties.in(path);
        PluginFileName label = PluginFileName.of(path);
        List<String> words = properties.command();
        boolean isProgram = !words.isEmpty();
        PluginOrigin origin = new PluginOrigin(
                isProgram ? PluginOrigin.Kind.PROGRAM : PluginOrigin.Kind.JAR,
                path,
                Objects.requireNonNullElse(properties.name(), label.name()),
                properties.version() != null ? properties.version() : label.version(),
                isProgram ? command(path, words) : List.of(),
                properties.variables(),
                properties.javaOptions(),
                properties.tokenInEnvironment(!isProgram),
                isProgram ? path : null,
                properties.checksum(),
                null);
        if (!isProgram) {
            // Last, so that a mistake in the properties is told before what may follow from it.
            requireJars(path);
        }
        return origin;
    }

    private static List<String> command(Path directory, List<String> words) {
        try {
            return Stream.concat(
                            Stream.of(program(directory, words.get(0))),
                            words.stream().skip(1))
                    .toList();
        } catch (InvalidPathException e) {
            throw PluginOrigin.failure("The command of the plugin " + directory
                    + " can't begin with what is no name of a file, see its " + PluginProperties.FILE + ": "
                    + e.getReason());
        }
    }

    static void requireJars(Path directory) {
        if (jars(directory).isEmpty()) {
            throw PluginOrigin.failure("There is no plugin in the directory " + directory
                    + ": it has neither a JAR nor a " + PluginProperties.FILE + " with a command");
        }
    }

    static List<Path> jars(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> PluginJar.isNamedJar(file) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new PluginException(
                    ErrorCode.LAUNCH_FAILED, "The plugin directory " + directory + " can't be read: " + e, e);
        }
    }

    /** The executable that a command begins with, checked here because a shell's answer would come too late. */
    private static String program(Path directory, String text) {
        Path file = directory.resolve(text);
        boolean simpleName = Path.of(text).getNameCount() == 1 && !Path.of(text).isAbsolute();
        if (simpleName && !Files.isRegularFile(file)) {
            Path found = onPath(text);
            if (found == null) {
                throw PluginOrigin.failure("The command of the plugin " + directory + " begins with '" + text
                        + "', which is neither in that directory nor on the PATH; correct 'command' in its "
                        + PluginProperties.FILE + " or install the program");
            }
            return found.toString();
        }
        PluginOrigin.requireProgram(file);
        return file.toString();
    }

    /** A program on this process's {@code PATH}, or null. */
    static @Nullable Path onPath(String program) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        List<String> endings = OperatingSystem.WINDOWS ? List.of("", ".exe", ".cmd", ".bat") : List.of("");
        return Stream.of(path.split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty())
                .flatMap(entry -> endings.stream().map(ending -> Path.of(entry, program + ending)))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .orElse(null);
    }
}
