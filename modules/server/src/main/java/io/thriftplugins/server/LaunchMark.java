package io.thriftplugins.server;

import io.thriftplugins.rpc.process.LaunchMarks;
import java.util.UUID;

/**
 * Marks a plugin's process and all its descendants through an environment variable, so that those whose parent has died
 * can still be told from other processes.
 *
 * @param value what the variable is set to: the marks that the host bears itself, if it is a plugin, and the new one
 * @param id the new mark
 */
record LaunchMark(String value, String id) {

    static final String VARIABLE = LaunchMarks.VARIABLE;

    /** A mark that no other process has. */
    static LaunchMark random() {
        String id = UUID.randomUUID().toString();
        return new LaunchMark(LaunchMarks.with(id), id);
    }
}
