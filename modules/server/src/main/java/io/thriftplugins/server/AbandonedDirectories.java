package io.thriftplugins.server;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The {@linkplain TemporaryDirectory directories} of hosts that were killed. To remove them takes as long as their
 * plugins wanted it to take, so nobody waits for it. Safe for use by many threads.
 */
final class AbandonedDirectories {

    private static final Logger LOG = LoggerFactory.getLogger(AbandonedDirectories.class);

    /** A directory that has no lock is being made, or its host was killed just then; that takes milliseconds. */
    private static final Duration UNLOCKED = Duration.ofHours(1);

    /** How often somebody asked for it since the thread that does it has last begun. */
    private static final AtomicInteger ASKED = new AtomicInteger();

    /** Those that can't be removed, of which the log was told. */
    private static final Set<Path> TOLD = ConcurrentHashMap.newKeySet();

    private AbandonedDirectories() {}

    /**
     * Starts to remove what is there now.
     *
     * @param shared where all of them are
     * @param self this host's user
     */
    static void removeSoon(Path shared, UserPrincipal self) {
        if (ASKED.getAndIncrement() == 0) {
            Thread thread = new Thread(
                    () -> {
                        int asked;
                        do {
                            asked = ASKED.get();
                            removeAll(shared, self);
                        } while (!ASKED.compareAndSet(asked, 0));
                    },
                    "thrift-plugins-abandoned");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** As {@link #removeSoon}, but at once. Takes as long as it takes. */
    static void removeAll(Path shared, UserPrincipal self) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(shared, TemporaryDirectory.PREFIX + "*")) {
            for (Path entry : entries) {
                try {
                    removeAbandoned(entry, self);
                } catch (IOException e) {
                    LOG.trace("{} is being removed by somebody else, or can't be looked at", entry, e);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("{} can't be searched for what others have left", shared, e);
        }
    }

    private static void removeAbandoned(Path entry, UserPrincipal self) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(entry, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        // Others could make it with other rights, or lead elsewhere with a link.
        if (!attributes.isDirectory()
                || !attributes.owner().equals(self)
                || !attributes.permissions().equals(TemporaryDirectory.OWNER_ONLY)) {
            return;
        }
        try (@Nullable DirectoryLock lock = DirectoryLock.takeOver(entry)) {
            if (lock != null) {
                remove(entry);
            } else if (!Files.exists(entry.resolve(DirectoryLock.FILE), LinkOption.NOFOLLOW_LINKS)
                    && attributes
                            .lastModifiedTime()
                            .toInstant()
                            .isBefore(Instant.now().minus(UNLOCKED))) {
                // The lock is made first, and removed last: there is nothing else in it, unless it is none of ours.
                Files.deleteIfExists(entry.resolve(DirectoryLock.NEW));
                Files.deleteIfExists(entry);
            }
        }
    }

    /**
     * Removes a directory whose lock the caller holds. If something can't be removed, it is told to the log once, and
     * tried again with the abandoned ones, by this host or the next.
     */
    static void remove(Path directory) {
        try {
            SafeRemoval.of(directory, DirectoryLock.FILE);
        } catch (IOException e) {
            if (TOLD.add(directory)) {
                LOG.warn("The temporary files of a plugin in {} can't be removed; remove them by hand", directory, e);
            }
        }
    }
}
