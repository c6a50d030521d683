package io.thriftplugins.e2e.soak;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * The plugin's end of a {@link Journal}: eight bytes for each call that is executed, in one write, so that neither
 * other threads nor the process's death leave half of one. Not a channel, which an interrupt would close, and nothing
 * that is kept open: calls may be under way until the very end.
 *
 * @param file the file
 */
record PluginJournal(String file) {

    void executed(long id) {
        try (FileOutputStream out = new FileOutputStream(file, true)) {
            out.write(ByteBuffer.allocate(Long.BYTES).putLong(id).array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
