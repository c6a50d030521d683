package io.thriftplugins.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * By what a change of files is noticed: names, sizes, times of the last change, and the system's keys, which tell a
 * file from another one that was renamed over it.
 *
 * @param entries one for each file, in the order of their paths; empty if there is none
 */
record FileStamp(List<String> entries) {

    static final FileStamp NONE = new FileStamp(List.of());

    /** More are not looked at; such a directory is no plugin's. */
    private static final int MAX_FILES = 10_000;

    /** A plugin's files: a file, for a JAR also what lies in {@code lib/} beside it; all files of a directory. */
    static FileStamp ofPlugin(Path path) {
        Path parent = path.getParent();
        return PluginJar.isNamedJar(path) && parent != null ? of(path, parent.resolve("lib")) : of(path);
    }

    /** All files below some paths, of which each may be missing. */
    static FileStamp of(Path... roots) {
        List<String> entries = new ArrayList<>();
        for (Path root : roots) {
            if (!Files.exists(root)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
                files.limit(MAX_FILES).map(FileStamp::entry).forEach(entries::add);
            } catch (IOException | UncheckedIOException e) {
                // A file has gone while this was looking: it is changing, like no other time.
                return new FileStamp(List.of("changing " + System.nanoTime()));
            }
        }
        return new FileStamp(entries.stream().sorted().toList());
    }

    private static String entry(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            // The time of a directory changes with files that are none of the plugin's business.
            return attributes.isDirectory()
                    ? file + " directory"
                    : file + " " + attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey();
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            return file + " unreadable";
        }
    }
}
