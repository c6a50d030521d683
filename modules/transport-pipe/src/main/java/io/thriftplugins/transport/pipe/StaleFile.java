package io.thriftplugins.transport.pipe;

import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.PluginException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file that has the name we want. It may go if it is ours and the process that listened on it is dead. */
final class StaleFile {

    private static final Logger LOG = LoggerFactory.getLogger(StaleFile.class);

    private final PipeEndpoint endpoint;
    private final Path file;

    StaleFile(PipeEndpoint endpoint, Path file) {
        this.endpoint = endpoint;
        this.file = file;
    }

    /**
     * Removes the file, or finds it removed by another process.
     *
     * @throws PluginException if it must stay
     */
    void remove(PrivateDirectory directory, UserPrincipal self) throws IOException {
        try {
            // First without the lock: files that must stay are the rule.
            checkRemovable(self);
            try (NameLock lock = NameLock.acquire(file, directory.link())) {
                checkRemovable(self);
                Files.delete(file);
                LOG.debug("Removed {}, which a dead process had left; held {}", file, lock);
            }
        } catch (NoSuchFileException gone) {
            LOG.debug("{} is gone", file);
        }
    }

    private void checkRemovable(UserPrincipal self) throws IOException {
        checkOwner(self);
        checkDead();
    }

    private void checkOwner(UserPrincipal self) throws IOException {
        PosixFileAttributes attributes =
                Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.owner().equals(self)) {
            throw Unavailable.toListen(
                    endpoint,
                    file + " exists and belongs to the user " + attributes.owner() + "; choose another name",
                    null);
        }
        if (!attributes.isOther()) {
            throw Unavailable.toListen(
                    endpoint, file + " exists and is no socket; remove it, or choose another name", null);
        }
    }

    private void checkDead() throws IOException {
        Attempt attempt = Attempt.on(file);
        if (attempt.channel() != null) {
            attempt.channel().close();
        }
        switch (attempt.answer()) {
            case REFUSED -> {}
            case MISSING -> throw new NoSuchFileException(file.toString());
            default ->
                throw Unavailable.toListen(
                        endpoint,
                        "it is in use: a process listens on " + file + "; stop that process, or choose another name",
                        attempt.failure());
        }
    }
}
