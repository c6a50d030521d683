package io.thriftplugins;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Objects;

/** A blob under another name or with another content type. */
record DescribedBlob(Blob blob, String name, String contentType) implements Blob {

    DescribedBlob {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(contentType, "contentType");
    }

    @Override
    public long length() throws IOException {
        return blob.length();
    }

    @Override
    public int read(long offset, ByteBuffer target) throws IOException {
        return blob.read(offset, target);
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        blob.write(offset, source);
    }

    @Override
    public Blob withName(String newName) {
        return new DescribedBlob(blob, newName, contentType);
    }

    @Override
    public Blob withContentType(String newType) {
        return new DescribedBlob(blob, name, newType);
    }

    @Override
    public ReadableByteChannel openChannel(long offset) {
        return blob.openChannel(offset);
    }

    @Override
    public void close() {
        blob.close();
    }
}
