package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was found on disk, before the host's own wishes.
 *
 * @param kind what it is
 * @param path the absolute path of the file or directory
 * @param name the plugin's name
 * @param version its version, if known
 * @param command the program and its own arguments; empty unless it is a {@link Kind#PROGRAM}
 * @param variables what is added to the process's environment
 * @param javaOptions options for a JAR's JVM
 * @param tokenInEnvironment whether the token goes through the environment instead of the command line
 * @param workingDirectory where the process starts, or null for where the host did
 * @param properties the SHA-256 of the {@code plugin.properties} that told all this, or null
 * @param problem why it can't be launched; null unless it is {@link Kind#BROKEN}
 */
record PluginOrigin(
        Kind kind,
        Path path,
        String name,
        @Nullable String version,
        List<String> command,
        Map<String, String> variables,
        List<String> javaOptions,
        boolean tokenInEnvironment,
        @Nullable Path workingDirectory,
        @Nullable String properties,
        @Nullable String problem) {

    enum Kind {
        PROGRAM,
        JAR,
        JAR_IN_HOST,
        /** Found in a search, and of no use. */
        BROKEN
    }

    static PluginOrigin program(Path path) {
        requireProgram(path);
        Path file = path.toAbsolutePath();
        PluginFileName label = PluginFileName.of(file);
        return new PluginOrigin(
                Kind.PROGRAM,
                file,
                label.name(),
                label.version(),
                List.of(file.toString()),
                Map.of(),
                List.of(),
                false,
                null,
                null,
                null);
    }

    static PluginOrigin jar(Kind kind, Path path) {
        requireExists(path);
        if (Files.isDirectory(path)) {
            PluginDirectory.requireJars(path);
        } else if (!Files.isReadable(path)) {
            throw failure("The plugin " + path + " can't be read; check the file's permissions");
        }
        return jar(kind, path.toAbsolutePath(), PluginFileName.of(path.toAbsolutePath()));
    }

    private static PluginOrigin jar(Kind kind, Path path, PluginFileName label) {
        return new PluginOrigin(
                kind, path, label.name(), label.version(), List.of(), Map.of(), List.of(), true, null, null, null);
    }

    static PluginOrigin directory(Path path) {
        requireExists(path);
        if (!Files.isDirectory(path)) {
            throw failure("The plugin " + path + " is no directory; load it as an executable or JAR");
        }
        return PluginDirectory.read(path.toAbsolutePath());
    }

    static PluginOrigin broken(Path path, String problem) {
        PluginFileName label = PluginFileName.of(path);
        return new PluginOrigin(
                Kind.BROKEN,
                path,
                label.name(),
                label.version(),
                List.of(),
                Map.of(),
                List.of(),
                false,
                null,
                null,
                problem);
    }

    static void requireExists(Path path) {
        if (!Files.exists(path)) {
            throw failure(
                    "There is no plugin at " + path.toAbsolutePath() + ": no such file or directory; check the path");
        }
    }

    static void requireProgram(Path path) {
        requireExists(path);
        if (Files.isDirectory(path)) {
            throw failure("The plugin " + path + " is a directory, not an executable file");
        }
        if (!Files.isExecutable(path)) {
            throw failure("The plugin " + path + " is not executable; allow it with: chmod +x '" + path + "'");
        }
    }

    static PluginException failure(String message) {
        return new PluginException(ErrorCode.LAUNCH_FAILED, message);
    }
}
