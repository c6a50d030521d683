package io.thriftplugins;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** Collects what is written and passes it on in larger pieces. */
final class BlobOutputStream extends OutputStream {

    private static final int SIZE = 256 * 1024;

    private final Blob blob;
    private long position;

    /** Grows up to {@link #SIZE}, so that little costs little. */
    private ByteBuffer pending = ByteBuffer.allocate(1024);

    private boolean closed;

    BlobOutputStream(Blob blob, long offset) {
        this.blob = blob;
        this.position = Offsets.check(offset);
    }

    @Override
    public void write(int value) throws IOException {
        room();
        pending.put((byte) value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int at = offset;
        int left = length;
        while (left > 0) {
            room();
            int count = Math.min(left, pending.remaining());
            pending.put(bytes, at, count);
            at += count;
            left -= count;
        }
    }

    /** Makes room for at least one byte. */
    private void room() throws IOException {
        if (closed) {
            throw new IOException("The stream is closed");
        }
        if (pending.hasRemaining()) {
            return;
        }
        if (pending.capacity() < SIZE) {
            pending =
                    ByteBuffer.allocate(Math.min(SIZE, pending.capacity() * 8)).put(pending.flip());
        } else {
            flush();
        }
    }

    @Override
    public void flush() throws IOException {
        if (pending.flip().hasRemaining()) {
            int count = pending.remaining();
            try {
                blob.write(position, pending);
            } catch (PluginException e) {
                throw new IOException(e.getMessage(), e);
            } finally {
                // What could not be written is not tried again: where it would go is unknown.
                pending.clear();
            }
            position += count;
        } else {
            pending.clear();
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            try {
                flush();
            } finally {
                closed = true;
            }
        }
    }
}
