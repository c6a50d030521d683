package io.thriftplugins;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a host needs to take over a plugin that was told to outlive the one before. An application keeps it where its
 * successor finds it, and nobody else: who has it can have the plugin. It stays the same as long as the plugin lives.
 *
 * @param pluginName the plugin's name
 * @param endpoint where the plugin can be reached
 * @param pid its process
 * @param started when that was started, as the system tells it: another process with the same number differs in this
 * @param launch the mark that tells the plugin's processes from others, a UUID
 * @param secret what host and plugin prove to each other that they know; never sent
 */
public record PluginAttachment(
        String pluginName, Endpoint endpoint, long pid, String started, String launch, String secret) {

    /**
     * What another host has found out, or written down.
     *
     * @throws IllegalArgumentException if {@code launch} is no UUID: whoever takes the plugin over ends all processes
     *     that have this mark
     */
    public PluginAttachment {
        if (!isUuid(launch)) {
            throw new IllegalArgumentException(
                    "The launch mark of the plugin '" + pluginName + "' is not a UUID but '" + launch + "'");
        }
    }

    private static boolean isUuid(String text) {
        try {
            // Which also takes shorter forms.
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Writes it to a file that only this user can read. A file that is there is replaced in one step.
     *
     * @param file where to
     * @throws IOException if that fails
     */
    public void save(Path file) throws IOException {
        Properties values = new Properties();
        values.setProperty("plugin", pluginName);
        values.setProperty("endpoint", endpoint.toString());
        values.setProperty("pid", Long.toString(pid));
        values.setProperty("started", started);
        values.setProperty("launch", launch);
        values.setProperty("secret", secret);
        StringWriter text = new StringWriter();
        values.store(text, null);
        Path directory = file.toAbsolutePath().getParent();
        // A temporary file has the mode 0600 from the start where there are modes; elsewhere the directory's rules
        // hold.
        Path written = Files.createTempFile(directory, ".attachment", "", mode(directory));
        try {
            Files.writeString(written, text.toString(), StandardCharsets.UTF_8);
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static FileAttribute<?>[] mode(@Nullable Path directory) throws IOException {
        return directory != null && Files.getFileStore(directory).supportsFileAttributeView("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /**
     * Reads what {@link #save} has written.
     *
     * @param file where from
     * @return the attachment
     * @throws IOException if the file can't be read, or holds something else
     */
    public static PluginAttachment load(Path file) throws IOException {
        Properties values = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            values.load(reader);
            return new PluginAttachment(
                    value(values, "plugin"),
                    Endpoint.parse(value(values, "endpoint")),
                    Long.parseLong(value(values, "pid")),
                    value(values, "started"),
                    value(values, "launch"),
                    value(values, "secret"));
        } catch (PluginException | IllegalArgumentException e) {
            throw new IOException("The file " + file + " holds no attachment of a plugin: " + e.getMessage(), e);
        }
    }

    private static String value(Properties values, String key) {
        String value = values.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException("it has no '" + key + "'");
        }
        return value;
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "PluginAttachment[" + pluginName + ", " + endpoint + ", pid " + pid + "]";
    }
}
