package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the plugins in a directory; {@link PluginSource#discover} tells the rules. */
final class PluginDiscovery {

    private static final Logger LOG = LoggerFactory.getLogger(PluginDiscovery.class);

    /** Debug symbols (contract 7.3), libraries and documents; some file systems mark every file as executable. */
    private static final List<String> SKIPPED_SUFFIXES = List.of(
            ".dbg",
            ".debug",
            ".pdb",
            ".so",
            ".dylib",
            ".dll",
            ".nupkg",
            ".properties",
            ".json",
            ".xml",
            ".yaml",
            ".yml",
            ".txt",
            ".md",
            ".html",
            ".log",
            ".sha256",
            ".sha512",
            ".sig",
            ".asc",
            ".bak",
            ".orig",
            ".tmp",
            ".part",
            "~");

    /** The contract's own (7.3), and this project's commands. */
    private static final List<String> SKIPPED_PREFIXES = List.of(
            "querycat.plugins.client",
            "querycat.plugins.sdk",
            "querycat.backend",
            "qcat-plugins-proxy",
            "thrift-plugins");

    private static final List<String> WINDOWS_PROGRAMS = List.of(".exe", ".bat", ".cmd");

    private PluginDiscovery() {}

    static List<PluginSource> in(Path directory) {
        Map<String, PluginSource> newest = new HashMap<>();
        for (Path path : entries(directory.toAbsolutePath())) {
            PluginSource found = inspect(path);
            if (found != null) {
                newest.merge(found.name(), found, PluginDiscovery::newer);
            }
        }
        List<PluginSource> plugins = new ArrayList<>(newest.values());
        plugins.sort(Comparator.comparing(PluginSource::name));
        return List.copyOf(plugins);
    }

    private static List<Path> entries(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new PluginException(
                    ErrorCode.LAUNCH_FAILED, "The directory of plugins " + directory + " can't be read: " + e, e);
        }
    }

    private static PluginSource newer(PluginSource one, PluginSource other) {
        boolean otherIsNewer = PluginFileName.isNewer(
                other.version().orElse(null), one.version().orElse(null));
        PluginSource kept = otherIsNewer ? other : one;
        LOG.debug("Of the plugins {} and {} the newer one counts: {}", one.path(), other.path(), kept.path());
        return kept;
    }

    private static @Nullable PluginSource inspect(Path path) {
        String fileName = path.getFileName().toString().toLowerCase(Locale.ROOT);
        if (fileName.startsWith(".")) {
            return null;
        }
        if (!PluginFileName.of(path).fitsThisMachine()) {
            LOG.debug("Skipping {}, which is for another platform", path);
            return null;
        }
        if (Files.isDirectory(path)) {
            return fileName.equals("lib") ? null : directory(path);
        }
        if (PluginJar.isNamedJar(path)) {
            return offersPlugin(path) ? PluginSource.jar(path) : null;
        }
        return isProgram(path, fileName) ? PluginSource.executable(path) : null;
    }

    private static @Nullable PluginSource directory(Path path) {
        try {
            boolean isPlugin = Files.exists(path.resolve(PluginProperties.FILE))
                    || PluginDirectory.jars(path).stream().anyMatch(PluginDiscovery::offersPlugin);
            return isPlugin ? PluginSource.directory(path) : null;
        } catch (PluginException e) {
            return new PluginSource(PluginOrigin.broken(path, String.valueOf(e.getMessage())));
        }
    }

    private static boolean offersPlugin(Path jar) {
        try {
            return PluginJar.offersPlugin(jar);
        } catch (IOException e) {
            LOG.warn("Skipping {}, which is no readable JAR: {}", jar, e.toString());
            return false;
        }
    }

    private static boolean isProgram(Path path, String fileName) {
        return fileName.contains("plugin")
                && SKIPPED_SUFFIXES.stream().noneMatch(fileName::endsWith)
                && SKIPPED_PREFIXES.stream().noneMatch(fileName::startsWith)
                && Files.isRegularFile(path)
                && Files.isExecutable(path)
                && (!OperatingSystem.WINDOWS || WINDOWS_PROGRAMS.stream().anyMatch(fileName::endsWith));
    }
}
