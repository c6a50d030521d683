package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A directory's {@value #FILE}; {@link PluginSource} describes the keys. */
final class PluginProperties {

    static final String FILE = "plugin.properties";

    private static final Logger LOG = LoggerFactory.getLogger(PluginProperties.class);
    private static final List<String> KEYS = List.of("name", "version", "command", "launch", "java.options");
    private static final String VARIABLE = "env.";

    private final Path file;
    private final Properties values;
    private final @Nullable String checksum;

    private PluginProperties(Path file, Properties values, @Nullable String checksum) {
        this.file = file;
        this.values = values;
        this.checksum = checksum;
    }

    /** Reads the file, or nothing if there is none. */
    static PluginProperties in(Path directory) {
        Path file = directory.resolve(FILE);
        Properties values = new Properties();
        String checksum = null;
        if (Files.exists(file)) {
            try {
                byte[] content = Files.readAllBytes(file);
                checksum = Sha256.of(content);
                values.load(new StringReader(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(content))
                        .toString()));
            } catch (IOException | IllegalArgumentException e) {
                throw new PluginException(
                        ErrorCode.LAUNCH_FAILED, "The file " + file + " can't be read as properties in UTF-8: " + e, e);
            }
        }
        PluginProperties properties = new PluginProperties(file, values, checksum);
        properties.warnOfUnknownKeys();
        return properties;
    }

    /** The SHA-256 of what was read, or null if there is no file. */
    @Nullable
    String checksum() {
        return checksum;
    }

    @Nullable
    String name() {
        return text("name");
    }

    @Nullable
    String version() {
        return text("version");
    }

    /** The program and its arguments; empty if there is no such key. */
    List<String> command() {
        return words("command");
    }

    List<String> javaOptions() {
        return words("java.options");
    }

    Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        for (String key : values.stringPropertyNames()) {
            if (key.startsWith(VARIABLE)) {
                String name = key.substring(VARIABLE.length());
                String problem = EnvironmentPolicy.problemWith(name, values.getProperty(key));
                if (problem != null) {
                    // Without the value, which may be a secret.
                    throw PluginOrigin.failure("The key '" + key + "' in " + file + " can't be used: " + problem);
                }
                variables.put(name, values.getProperty(key));
            }
        }
        return variables;
    }

    boolean tokenInEnvironment(boolean unlessTold) {
        String mode = text("launch");
        if (mode == null) {
            return unlessTold;
        }
        return switch (mode) {
            case "environment" -> true;
            case "arguments" -> false;
            default -> throw invalid("launch", mode, "it must be 'environment' or 'arguments'");
        };
    }

    private @Nullable String text(String key) {
        String value = values.getProperty(key);
        if (value == null) {
            return null;
        }
        if (value.isBlank()) {
            throw invalid(key, value, "it must not be empty; give it a value or remove it");
        }
        return value.strip();
    }

    private List<String> words(String key) {
        String value = text(key);
        if (value == null) {
            return List.of();
        }
        try {
            List<String> words = CommandLine.split(value);
            if (words.get(0).isEmpty()) {
                throw invalid(key, value, "its first word must not be empty");
            }
            return words;
        } catch (IllegalArgumentException e) {
            throw invalid(key, value, String.valueOf(e.getMessage()));
        }
    }

    private PluginException invalid(String key, String value, String problem) {
        return PluginOrigin.failure(
                "The key '" + key + "' in " + file + " has the value '" + value + "', but " + problem);
    }

    private void warnOfUnknownKeys() {
        for (String key : values.stringPropertyNames()) {
            if (!KEYS.contains(key) && !key.startsWith(VARIABLE)) {
                LOG.warn(
                        "Unknown key '{}' in {}; known are {} and {}NAME",
                        key,
                        file,
                        String.join(", ", KEYS),
                        VARIABLE);
            }
        }
    }
}
