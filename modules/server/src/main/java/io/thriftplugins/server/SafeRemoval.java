package io.thriftplugins.server;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes a directory although a process that nobody trusts may write to it, even now. Every file is named from the
 * descriptor of its directory, so that a directory that is exchanged for a symbolic link leads nowhere. Directories are
 * moved to the top before they are emptied, so that deep ones cost neither stack nor descriptors.
 */
final class SafeRemoval {

    /** More than that is made faster than it is removed: the rest is for another time. */
    private static final int MOST_MOVES = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(SafeRemoval.class);
    private static final Path HERE = Path.of(".");
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    private final SecureDirectoryStream<Path> top;
    private final Path last;

    /** Unlike those of a removal that was broken off. */
    private final String movedName = "moved-" + UUID.randomUUID() + "-";

    private int moves;
    private @Nullable IOException failure;

    private SafeRemoval(SecureDirectoryStream<Path> top, Path last) {
        this.top = top;
        this.last = last;
    }

    /**
     * Removes it with all that is in it. Follows no links.
     *
     * @param directory a place that only this user can exchange, in contrast to what is in it
     * @param last a file in it that stays until the rest is removed
     * @throws IOException if something can't be removed; the rest is, but not {@code last}
     */
    static void of(Path directory, Path last) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            if (!(stream instanceof SecureDirectoryStream<Path> top)) {
                throw new IOException("This system can't name a file by its directory's descriptor");
            }
            new SafeRemoval(top, last).run();
        } catch (NoSuchFileException gone) {
            return;
        }
        Files.deleteIfExists(directory);
    }

    private void run() throws IOException {
        int before;
        do {
            before = moves;
            forEach(HERE, (directory, name) -> {
                if (name.equals(last)) {
                    return;
                }
                if (isDirectory(directory, name)) {
                    makeWritable(directory, name);
                    forEach(name, this::removeOrMove);
                    directory.deleteDirectory(name);
                } else {
                    directory.deleteFile(name);
                }
            });
        } while (moves > before && moves < MOST_MOVES);
        if (failure != null) {
            throw failure;
        }
        if (moves >= MOST_MOVES) {
            throw new IOException("There are more than " + MOST_MOVES + " directories in it; some may be left");
        }
        try {
            top.deleteFile(last);
        } catch (NoSuchFileException none) {
            LOG.trace("There is no {} any more", last, none);
        }
    }

    private void removeOrMove(SecureDirectoryStream<Path> directory, Path name) throws IOException {
        if (isDirectory(directory, name)) {
            makeWritable(directory, name);
            directory.move(name, top, Path.of(movedName + moves++));
        } else {
            directory.deleteFile(name);
        }
    }

    /** Does something with each entry of a directory in the top one, or of that itself, and remembers what failed. */
    private void forEach(Path name, Step step) {
        try (SecureDirectoryStream<Path> directory = top.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
            for (Path entry : directory) {
                try {
                    step.apply(directory, entry.getFileName());
                } catch (IOException e) {
                    failed(e);
                }
            }
        } catch (IOException e) {
            failed(e);
        } catch (DirectoryIteratorException e) {
            failed(new IOException("The files of a directory can't be listed", e));
        }
    }

    private void failed(IOException e) {
        boolean gone = e instanceof NoSuchFileException;
        failure = failure == null && !gone ? e : failure;
    }

    private static boolean isDirectory(SecureDirectoryStream<Path> directory, Path name) throws IOException {
        return directory
                .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes()
                .isDirectory();
    }

    /** Caches of build tools, for instance, can't be changed by accident. What can't even be read stays as it is. */
    private static void makeWritable(SecureDirectoryStream<Path> directory, Path name) {
        try {
            directory
                    .getFileAttributeView(name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .setPermissions(OWNER);
        } catch (IOException e) {
            LOG.trace("{} stays as it is; whether that matters will be seen", name, e);
        }
    }

    private interface Step {
        void apply(SecureDirectoryStream<Path> directory, Path name) throws IOException;
    }
}
