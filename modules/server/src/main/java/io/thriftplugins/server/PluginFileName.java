package io.thriftplugins.server;

import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin's file name tells (contract 7.3): {@code NAME-1.2.3[-PLATFORM][-ARCH][.EXT]}, {@code NAME.1.2.3.EXT},
 * or just {@code NAME[.EXT]}, which means a version under development.
 *
 * @param name the name, never empty
 * @param version the version, or null
 * @param platform such as {@code linux}, in lower case, or null for any
 * @param architecture such as {@code x64}, in lower case, or null for any
 */
record PluginFileName(
        String name,
        @Nullable String version,
        @Nullable String platform,
        @Nullable String architecture) {

    /** Only known extensions are cut off, since names with dots are common: {@code Acme.Plugins.Mail}. */
    private static final Pattern EXTENSION =
            Pattern.compile("(?i)\\.(jar|exe|bat|cmd|com|sh|py|rb|pl|js|bin|run|appimage)$");

    /** The qualifier is lazy, so that a platform isn't taken for one. */
    private static final Pattern VERSIONED = Pattern.compile("(?i)(?<name>.+?)[-.]v?"
            + "(?<version>\\d+(?:\\.\\d+)+(?:[-+][0-9a-z.+-]+?)??)"
            + "(?:-(?<platform>linux|win|windows|osx|macos|darwin|freebsd|multi|any))?"
            + "(?:-(?<architecture>x64|x86|amd64|x86_64|i386|arm|arm64|aarch64|any))?");

    private static final Map<String, String> ARCHITECTURES =
            Map.of("amd64", "x64", "x86_64", "x64", "i386", "x86", "aarch64", "arm64", "any", "");
    private static final Set<String> ANY_PLATFORM = Set.of("multi", "any");

    static PluginFileName of(Path path) {
        // A root directory has no name, but it may have a plugin.properties that gives it one.
        String text = Objects.toString(path.normalize().getFileName(), "plugin");
        String stem = Files.isDirectory(path) ? text : EXTENSION.matcher(text).replaceFirst("");
        Matcher matcher = VERSIONED.matcher(stem);
        if (!matcher.matches()) {
            return new PluginFileName(stem.isEmpty() ? text : stem, null, null, null);
        }
        return new PluginFileName(
                matcher.group("name"),
                matcher.group("version"),
                lowerCase(matcher.group("platform")),
                lowerCase(matcher.group("architecture")));
    }

    private static @Nullable String lowerCase(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    /** Whether the file is for the machine that this JVM runs on. */
    boolean fitsThisMachine() {
        return fitsPlatform() && fitsArchitecture(System.getProperty("os.arch", ""));
    }

    private boolean fitsPlatform() {
        if (platform == null || ANY_PLATFORM.contains(platform)) {
            return true;
        }
        return switch (platform) {
            case "linux" -> OperatingSystem.LINUX;
            case "win", "windows" -> OperatingSystem.WINDOWS;
            case "osx", "macos", "darwin" -> OperatingSystem.MAC;
            default -> System.getProperty("os.name", "").equalsIgnoreCase(platform);
        };
    }

    private boolean fitsArchitecture(String machine) {
        if (architecture == null) {
            return true;
        }
        String wanted = ARCHITECTURES.getOrDefault(architecture, architecture);
        return wanted.isEmpty() || wanted.equals(ARCHITECTURES.getOrDefault(machine, machine));
    }

    /** Whether a version replaces another of the same name; no version is one under development, and does. */
    static boolean isNewer(@Nullable String version, @Nullable String than) {
        if (version == null || than == null) {
            return version == null && than != null;
        }
        try {
            return ModuleDescriptor.Version.parse(version).compareTo(ModuleDescriptor.Version.parse(than)) > 0;
        } catch (IllegalArgumentException e) {
            // A plugin.properties may call its version anything.
            return version.compareTo(than) > 0;
        }
    }
}
