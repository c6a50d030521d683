package io.thriftplugins.e2e.soak;

import io.thriftplugins.server.EnvironmentPolicy;
import io.thriftplugins.server.PluginSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The socket files that a plugin of the contract makes, as it lists them itself. If it is killed before it has
 * registered, or if a call's deadline came before the answer to {@code Serve}, the host doesn't know their names, and
 * they stay behind, which no host can prevent. Plugins of this project have a single one, which they register at once.
 *
 * @param list the list
 */
record UnknownSockets(Path list) {

    PluginSource in(PluginSource source) {
        return source.withEnvironment(EnvironmentPolicy.inherited().with("SOAK_SOCKETS", list.toString()));
    }

    /** Removes what is left of an ended plugin, and counts it. */
    void remove(Ledger ledger) {
        try {
            if (Files.exists(list)) {
                for (String file : Files.readAllLines(list)) {
                    if (Files.deleteIfExists(Path.of(file))) {
                        ledger.count("unannounced socket file", "LEFT");
                    }
                }
                Files.delete(list);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
