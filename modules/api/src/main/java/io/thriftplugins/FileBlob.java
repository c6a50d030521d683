package io.thriftplugins;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file, through one channel for all threads. An interrupt closes such a channel for everybody (JDK,
 * {@link java.nio.channels.InterruptibleChannel}), as when one reader of many gives up; the others open it again.
 */
final class FileBlob implements Blob {

    private final Path file;
    private final boolean writable;

    /** Guarded by this. */
    private @Nullable FileChannel channel;

    /** Guarded by this. */
    private boolean closed;

    /** Written once, by whoever asks first; asking twice does no harm. */
    private volatile @Nullable String contentType;

    FileBlob(Path file, boolean writable) {
        this.file = Objects.requireNonNull(file, "file");
        this.writable = writable;
    }

    @Override
    public long length() throws IOException {
        return use(FileChannel::size);
    }

    @Override
    public String contentType() {
        String type = contentType;
        if (type == null) {
            type = probe();
            contentType = type;
        }
        return type;
    }

    private String probe() {
        try {
            return Objects.requireNonNullElse(Files.probeContentType(file), UNKNOWN_CONTENT);
        } catch (IOException e) {
            return UNKNOWN_CONTENT;
        }
    }

    @Override
    public String name() {
        return Objects.toString(file.getFileName(), "");
    }

    @Override
    public int read(long offset, ByteBuffer target) throws IOException {
        if (Offsets.check(offset) > Long.MAX_VALUE - target.remaining()) {
            // The system takes this for an invalid argument instead of the end.
            return -1;
        }
        return use(open -> open.read(target, offset));
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        if (!writable) {
            throw new PluginException(
                    ErrorCode.NOT_SUPPORTED, "The blob '" + name() + "' can only be read; see Blob.writable(Path)");
        }
        int start = source.position();
        var unused = use(open -> {
            Offsets.checkWrite(offset, open.size());
            source.position(start);
            long at = offset;
            while (source.hasRemaining()) {
                at += open.write(source, at);
            }
            return at;
        });
    }

    private <T> T use(Use<T> use) throws IOException {
        while (true) {
            FileChannel open = open();
            try {
                return use.of(open);
            } catch (ClosedByInterruptException e) {
                throw e;
            } catch (ClosedChannelException e) {
                if (isClosed()) {
                    throw e;
                }
                // Another thread was interrupted while it used the channel.
            }
        }
    }

    private synchronized FileChannel open() throws IOException {
        if (closed) {
            throw new IOException("The blob of " + file.getFileName() + " is closed");
        }
        FileChannel open = channel;
        if (open == null || !open.isOpen()) {
            open = FileChannel.open(
                    file,
                    writable
                            ? Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE)
                            : Set.of(StandardOpenOption.READ));
            channel = open;
        }
        return open;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // Each write has told its own errors; what is left is the descriptor, which is freed all the same.
                channel = null;
            }
        }
    }

    /** The file's name. */
    @Override
    public String toString() {
        return "Blob[" + file + "]";
    }

    /** What is done with the channel. */
    private interface Use<T> {
        T of(FileChannel open) throws IOException;
    }
}
