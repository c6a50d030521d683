package io.thriftplugins.e2e.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The socket files that a plugin of the contract has made for {@code Serve}, as it lists them itself. If the call's
 * deadline came before the answer, the host doesn't know their names; then they stay behind when the plugin is killed,
 * which no host can prevent.
 */
final class UnknownSockets {

    private UnknownSockets() {}

    /** Removes what is left; how many that were. */
    static int remove(Path journal) {
        Path list = journal.resolveSibling(journal.getFileName() + ".sockets");
        try {
            int left = 0;
            if (Files.exists(list)) {
                for (String file : Files.readAllLines(list)) {
                    left += Files.deleteIfExists(Path.of(file)) ? 1 : 0;
                }
                Files.delete(list);
            }
            return left;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
