package io.thriftplugins;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;

/** The bytes of a blob one after the other, each read passed on as it is: for blobs whose reads cost no round trip. */
final class BlobChannel implements ReadableByteChannel {

    private final Blob blob;
    private long position;
    private volatile boolean closed;

    BlobChannel(Blob blob, long offset) {
        this.blob = blob;
        this.position = Offsets.check(offset);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        try {
            int count = blob.read(position, target);
            position += Math.max(count, 0);
            return count;
        } catch (PluginException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public boolean isOpen() {
        return !closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
