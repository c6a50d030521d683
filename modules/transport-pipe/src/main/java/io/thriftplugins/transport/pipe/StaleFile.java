package io.thriftplugins.transport.pipe;

import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.PluginException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.UserPrincipal;

/** A file that has the name we want. It may go if it is ours and the process that listened on it is dead. */
final class StaleFile {

    private final PipeEndpoint endpoint;
    private final Path file;

    StaleFile(PipeEndpoint endpoint, Path file) {
        this.endpoint = endpoint;
        this.file = file;
    }

    /**
     * Removes the file, or finds it removed by another process.
     *
     * <p>Between the look at a file and its removal another process may have done the same and be listening there now.
     * So it is first moved out of the way, which only one process succeeds in, and looked at once more.
     *
     * @throws PluginException if it must stay
     */
    void remove(PrivateDirectory directory, UserPrincipal self) throws IOException {
        try {
            checkOwner(self);
            checkDead(file);
            Files.move(file, directory.old(), StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException gone) {
            return;
        }
        try {
            checkDead(directory.old());
        } catch (PluginException living) {
            putBack(directory.old());
            throw living;
        }
        Files.delete(directory.old());
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

    private void checkDead(Path path) throws IOException {
        Attempt attempt = Attempt.on(path);
        if (attempt.channel() != null) {
            attempt.channel().close();
        }
        switch (attempt.answer()) {
            case REFUSED -> {}
            case MISSING -> throw new NoSuchFileException(path.toString());
            default ->
                throw Unavailable.toListen(
                        endpoint,
                        "it is in use: a process listens on " + file + "; stop that process, or choose another name",
                        attempt.failure());
        }
    }

    private void putBack(Path moved) throws IOException {
        try {
            Files.createLink(file, moved);
        } catch (FileAlreadyExistsException taken) {
            throw Unavailable.toListen(endpoint, "it is in use: two processes fought for " + file, taken);
        }
    }
}
