package io.thriftplugins.transport.pipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The public name of a socket that this process listens on. */
final class SocketFile {

    private static final Logger LOG = LoggerFactory.getLogger(SocketFile.class);

    private final Path name;

    /** Device and inode. The system doesn't give them to another file while we listen on the socket. */
    private final @Nullable Object key;

    /** A name for the socket that has another one already; {@link #link} makes it. */
    SocketFile(Path hidden, Path name) throws IOException {
        this.name = name;
        this.key = key(hidden);
    }

    /**
     * Makes the name. In contrast to moving the file, a link never replaces one that is there, and comes with the mode
     * that the file has.
     */
    void link(Path hidden) throws IOException {
        Files.createLink(name, hidden);
    }

    /** Removes the name, unless it has become someone else's. To be called while the socket is open. */
    void unlink() {
        try {
            if (Objects.equals(key, key(name))) {
                Files.delete(name);
            }
        } catch (NoSuchFileException gone) {
            LOG.debug("{} was gone already", name);
        } catch (IOException e) {
            LOG.warn("The socket file {} could not be removed; remove it by hand", name, e);
        }
    }

    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }
}
