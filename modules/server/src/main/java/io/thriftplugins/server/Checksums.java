package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The SHA-256 checksums that a plugin's files must have to be launched, by the files' names: exactly these files, none
 * missing and none more. Immutable. Which files count depends on what the plugin is:
 *
 * <ul>
 *   <li>an executable: the file, by its name;
 *   <li>a JAR: the file, by its name, and all JARs in {@code lib/} beside it, as {@code lib/NAME};
 *   <li>a directory of JARs: all JARs in it and in its {@code lib/};
 *   <li>a directory with a command: every file in it, by its path from the directory with {@code /} between the parts.
 *       Links to files count as files; links to directories are refused.
 * </ul>
 *
 * <p>An absolute path is the name of a file elsewhere that counts in addition, such as the interpreter of a script.
 */
public final class Checksums {

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-fA-F]{64}");

    /** A line of sha256sum(1): a backslash marks a name with escaped characters, a star a file read as binary. */
    private static final Pattern LINE = Pattern.compile("(\\\\?)([0-9a-fA-F]{64}) [ *](.+)");

    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    private final SortedMap<String, String> byName;

    private Checksums(Map<String, String> byName) {
        SortedMap<String, String> sorted = new TreeMap<>();
        byName.forEach((name, checksum) -> {
            if (name.isEmpty() || !SHA_256.matcher(checksum).matches()) {
                throw new IllegalArgumentException("The checksum of '" + name + "' is '" + checksum
                        + "', but a SHA-256 is 64 hexadecimal digits and belongs to a file's name");
            }
            sorted.put(name, checksum.toLowerCase(Locale.ROOT));
        });
        this.byName = Collections.unmodifiableSortedMap(sorted);
    }

    /**
     * Checksums by the names of the files.
     *
     * @param byName from names to SHA-256 in hexadecimal digits, in either case
     * @return the checksums
     * @throws IllegalArgumentException if a checksum is none
     */
    public static Checksums of(Map<String, String> byName) {
        return new Checksums(byName);
    }

    /**
     * Reads what {@code sha256sum FILE...} has printed in the plugin's directory. A leading {@code ./} of a name is
     * left out.
     *
     * @param file a file of lines; it should be where only the host can write, and not in the plugin's directory
     * @return the checksums
     * @throws PluginException with {@link ErrorCode#LAUNCH_FAILED} if it can't be read or a line is malformed
     */
    public static Checksums read(Path file) {
        Map<String, String> byName = new TreeMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                Matcher matcher = LINE.matcher(line);
                if (!line.isBlank() && !matcher.matches()) {
                    throw PluginOrigin.failure("The file " + file + " has a line that sha256sum doesn't print: '" + line
                            + "'; a line is 64 hexadecimal digits, two blanks and a name");
                }
                if (!line.isBlank()) {
                    String name = matcher.group(1).isEmpty() ? matcher.group(3) : unescape(matcher.group(3));
                    String plain = name.startsWith("./") ? name.substring(2) : name;
                    String other = byName.put(plain, matcher.group(2));
                    if (other != null && !other.equalsIgnoreCase(matcher.group(2))) {
                        throw PluginOrigin.failure("The file " + file + " has two checksums for '" + plain
                                + "'; remove the one that is wrong");
                    }
                }
            }
        } catch (IOException e) {
            throw new PluginException(ErrorCode.LAUNCH_FAILED, "The checksums in " + file + " can't be read: " + e, e);
        }
        return new Checksums(byName);
    }

    private static String unescape(String name) {
        return ESCAPE.matcher(name).replaceAll(found -> switch (found.group(1)) {
            case "n" -> "\n";
            case "r" -> "\r";
            default -> Matcher.quoteReplacement(found.group(1));
        });
    }

    /**
     * Reckons the checksums that a plugin's files have now, to be kept and expected later.
     *
     * @param source the plugin
     * @return the checksums
     * @throws PluginException with {@link ErrorCode#LAUNCH_FAILED} if a file can't be read
     */
    public static Checksums compute(PluginSource source) {
        Map<String, String> byName = new TreeMap<>();
        PinnedFiles.of(source.origin()).forEach((name, file) -> byName.put(name, Sha256.of(file)));
        return new Checksums(byName);
    }

    /**
     * The checksums.
     *
     * @return from names to SHA-256 in lower-case hexadecimal digits; unmodifiable
     */
    public Map<String, String> byName() {
        return byName;
    }

    /** Fails at the first file that is not as expected. */
    void check(PluginOrigin origin) {
        Map<String, Path> files = PinnedFiles.of(origin);
        for (String name : byName.keySet()) {
            Path file = Path.of(name);
            if (file.isAbsolute()) {
                files.putIfAbsent(name, file);
            }
        }
        files.forEach((name, file) -> {
            if (!byName.containsKey(name)) {
                throw mismatch(
                        origin,
                        file + " is there, but no checksum is expected for '" + name + "'; "
                                + (Files.isRegularFile(file)
                                        ? "its SHA-256 is " + Sha256.of(file)
                                        : "it is not even a regular file")
                                + ", expected are only " + byName.keySet());
            }
        });
        if (origin.properties() != null && !origin.properties().equals(byName.get(PluginProperties.FILE))) {
            throw mismatch(
                    origin,
                    "its " + PluginProperties.FILE + " had the SHA-256 " + origin.properties()
                            + " when it was read, expected is " + byName.get(PluginProperties.FILE));
        }
        byName.forEach((name, expected) -> {
            Path file = files.get(name);
            if (file == null || !Files.isRegularFile(file)) {
                throw mismatch(origin, "the file '" + name + "' with the SHA-256 " + expected + " is missing");
            }
            String actual = Sha256.of(file);
            if (!actual.equals(expected)) {
                throw mismatch(origin, file + " has the SHA-256 " + actual + ", expected is " + expected);
            }
        });
    }

    private static PluginException mismatch(PluginOrigin origin, String problem) {
        return new PluginException(
                ErrorCode.CHECKSUM_MISMATCH,
                "The plugin " + origin.path() + " was not launched: " + problem
                        + ". Install the right files, or expect the new ones if you trust them");
    }

    /** As {@code sha256sum} prints them, so that {@link #read} can read them, and {@code sha256sum --check}. */
    @Override
    public String toString() {
        return byName.entrySet().stream()
                .map(entry -> line(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
    }

    private static String line(String name, String checksum) {
        String escaped = name.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        return (escaped.equals(name) ? "" : "\\") + checksum + "  " + escaped + "\n";
    }
}
