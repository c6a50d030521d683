package io.thriftplugins.rpc;

import io.thriftplugins.Blob;
import io.thriftplugins.PluginException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Collects all that is written, for a peer of the contract: its blobs can be written only as a whole. */
final class WholeOutput extends OutputStream {

    private final Blob blob;
    private final long offset;
    private final int limit;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private boolean closed;

    WholeOutput(Blob blob, long offset, int limit) {
        this.blob = blob;
        this.offset = offset;
        this.limit = limit;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (closed) {
            throw new IOException("The stream is closed");
        } else if (content.size() > limit - length) {
            throw new IOException("At most " + limit + " bytes can be written to the blob '" + blob.name()
                    + "' of a peer that knows only the contract");
        }
        content.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            blob.write(offset, ByteBuffer.wrap(content.toByteArray()));
        } catch (PluginException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
