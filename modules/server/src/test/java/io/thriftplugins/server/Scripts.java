package io.thriftplugins.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** Writes the plugins that tests launch. */
final class Scripts {

    private Scripts() {}

    /** An executable shell script. */
    static Path script(Path directory, String name, String... lines) {
        return executable(directory, name, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    }

    /** An executable file with any content. */
    static Path executable(Path directory, String name, String content) {
        Path file = file(directory, name, content);
        try {
            return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path file(Path directory, String name, String content) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JAR with one entry. */
    static Path jar(Path directory, String name, String entry, byte[] content) {
        Path file = directory.resolve(name);
        try {
            Files.createDirectories(file.getParent());
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
                out.putNextEntry(new ZipEntry(entry));
                out.write(content);
                out.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** A JAR that says it has a plugin. */
    static Path pluginJar(Path directory, String name) {
        return jar(
                directory,
                name,
                "META-INF/services/io.thriftplugins.Plugin",
                "acme.Mail\n".getBytes(StandardCharsets.UTF_8));
    }
}
