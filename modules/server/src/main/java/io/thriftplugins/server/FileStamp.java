package io.thriftplugins.server;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

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
            try {
                Files.walkFileTree(
                        root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new Entries(entries));
            } catch (IOException e) {
                // A file has gone while this was looking: it is changing, like no other time.
                return new FileStamp(List.of("changing " + System.nanoTime()));
            }
        }
        return new FileStamp(entries.stream().sorted().toList());
    }

    /** Notes down one file after the other. */
    private static final class Entries extends SimpleFileVisitor<Path> {

        private final List<String> entries;

        Entries(List<String> entries) {
            this.entries = entries;
        }

        /** The time of a directory changes with files that are none of the plugin's business. */
        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return add(directory, "directory");
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            return add(file, attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey());
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                throw e;
            }
            return add(file, e instanceof FileSystemLoopException ? "leads back" : "unreadable");
        }

        private FileVisitResult add(Path file, String what) {
            entries.add(file + " " + what);
            return entries.size() < MAX_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }
    }
}
