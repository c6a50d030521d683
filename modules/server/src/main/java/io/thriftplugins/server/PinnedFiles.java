package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Finds the files of a plugin that its {@link Checksums} are about, by the names that they have there. */
final class PinnedFiles {

    private static final String LIBRARIES = "lib";

    private PinnedFiles() {}

    static Map<String, Path> of(PluginOrigin origin) {
        Path path = origin.path();
        return switch (origin.kind()) {
            case PROGRAM -> Files.isDirectory(path) ? tree(path) : new TreeMap<>(Map.of(name(path), path));
            case JAR, JAR_IN_HOST -> jars(path);
            case BROKEN -> throw PluginOrigin.failure(String.valueOf(origin.problem()));
        };
    }

    /** The JARs that end up on the path of the plugin, see {@code --plugin} of the runner. */
    private static Map<String, Path> jars(Path path) {
        Map<String, Path> files = new TreeMap<>();
        if (Files.isDirectory(path)) {
            PluginDirectory.jars(path).forEach(jar -> files.put(name(jar), jar));
        } else {
            files.put(name(path), path);
        }
        Path libraries = Files.isDirectory(path) ? path.resolve(LIBRARIES) : path.resolveSibling(LIBRARIES);
        if (Files.isDirectory(libraries)) {
            PluginDirectory.jars(libraries).forEach(jar -> files.put(LIBRARIES + "/" + name(jar), jar));
        }
        Path properties = path.resolve(PluginProperties.FILE);
        if (Files.exists(properties)) {
            files.put(PluginProperties.FILE, properties);
        }
        // The plugin's own file is a JAR whatever it is called.
        files.values().stream()
                .filter(file -> file.equals(path) || PluginJar.isNamedJar(file))
                .forEach(jar -> refuseClassPath(jar, files.values()));
        return files;
    }

    /** A class loader follows the manifest of a JAR to others, which would come unchecked. */
    private static void refuseClassPath(Path jar, java.util.Collection<Path> checked) {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            Manifest manifest = file.getManifest();
            String more = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            Stream<String> listed =
                    more == null ? Stream.of() : Stream.of(more.strip().split("\\s+"));
            for (String entry : Stream.concat(listed, indexed(file)).toList()) {
                // Entries are URLs: what is escaped there has another name as a file.
                boolean plain = entry.indexOf('%') < 0;
                if (!entry.isEmpty()
                        && !(plain && checked.contains(jar.resolveSibling(entry).normalize()))) {
                    throw new PluginException(
                            ErrorCode.CHECKSUM_MISMATCH,
                            "The JAR " + jar + " adds '" + entry + "' to the class path, which the checksums don't"
                                    + " cover; put it into lib/, or remove it from Class-Path in META-INF/MANIFEST.MF"
                                    + " and from META-INF/INDEX.LIST");
                }
            }
        } catch (IOException | InvalidPathException e) {
            throw new PluginException(ErrorCode.LAUNCH_FAILED, "The JAR " + jar + " can't be read: " + e, e);
        }
    }

    /** Before Java 22 a class loader follows the index of a JAR, too: lines that end in .jar are other JARs. */
    private static Stream<String> indexed(JarFile file) throws IOException {
        ZipEntry index = file.getEntry("META-INF/INDEX.LIST");
        if (index == null) {
            return Stream.of();
        }
        String self = name(Path.of(file.getName()));
        try (InputStream in = file.getInputStream(index)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.endsWith(".jar") && !line.equals(self));
        }
    }

    private static Map<String, Path> tree(Path directory) {
        Map<String, Path> files = new TreeMap<>();
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isSymbolicLink() && Files.isDirectory(file)) {
                        throw new PluginException(
                                ErrorCode.CHECKSUM_MISMATCH,
                                file + " is a link to a directory, whose files checksums can't cover; replace it by"
                                        + " the files");
                    }
                    files.put(directory.relativize(file).toString().replace(File.separatorChar, '/'), file);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException | UncheckedIOException e) {
            throw new PluginException(
                    ErrorCode.LAUNCH_FAILED, "The plugin directory " + directory + " can't be read: " + e, e);
        }
        return files;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
