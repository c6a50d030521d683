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
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
        return of(rootsOf(path));
    }

    private static Path[] rootsOf(Path plugin) {
        Path parent = plugin.getParent();
        return PluginJar.isNamedJar(plugin) && parent != null
                ? new Path[] {plugin, parent.resolve("lib")}
                : new Path[] {plugin};
    }

    /** All files below some paths, of which each may be missing. */
    static FileStamp of(Path... roots) {
        try {
            return new FileStamp(look(roots).entries.stream().sorted().toList());
        } catch (IOException e) {
            // A file has gone while this was looking: it is changing, like no other time.
            return new FileStamp(List.of("changing " + System.nanoTime()));
        }
    }

    /**
     * When the youngest of a plugin's files and directories was changed; now if that can't be said. A directory counts:
     * what is copied into it with its old times changes it.
     */
    static Instant lastChange(Path plugin) {
        try {
            FileTime youngest = look(rootsOf(plugin)).youngest;
            return youngest == null ? Instant.now() : youngest.toInstant();
        } catch (IOException e) {
            return Instant.now();
        }
    }

    private static Entries look(Path... roots) throws IOException {
        Entries entries = new Entries();
        for (Path root : roots) {
            if (Files.exists(root)) {
                Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, entries);
            }
        }
        return entries;
    }

    /** Notes down one file after the other. */
    private static final class Entries extends SimpleFileVisitor<Path> {

        private final List<String> entries = new ArrayList<>();
        private @Nullable FileTime youngest;

        /** The time of a directory changes with files that are none of the plugin's business: it is no entry. */
        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            changedAt(attributes);
            return add(directory, "directory");
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            changedAt(attributes);
            return add(file, attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey());
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                throw e;
            }
            return add(file, e instanceof FileSystemLoopException ? "leads back" : "unreadable");
        }

        private void changedAt(BasicFileAttributes attributes) {
            FileTime time = attributes.lastModifiedTime();
            if (youngest == null || time.compareTo(youngest) > 0) {
                youngest = time;
            }
        }

        private FileVisitResult add(Path file, String what) {
            entries.add(file + " " + what);
            return entries.size() < MAX_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
        }
    }
}
