package io.thriftplugins.e2e.soak;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/**
 * The plugin's end of a {@link Journal}: eight bytes for each call that is executed, in one write, so that neither other
 * threads nor the process's death leave half of one. Not a channel, which an interrupt would close.
 */
final class PluginJournal {

    private final FileOutputStream file;

    PluginJournal(String name) {
        try {
            file = new FileOutputStream(name, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void executed(long id) {
        try {
            file.write(ByteBuffer.allocate(Long.BYTES).putLong(id).array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
