package io.thriftplugins;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/** Reads a blob to its end. */
final class BlobCopy {

    private static final int BUFFER = 64 * 1024;

    private BlobCopy() {}

    static byte[] bytes(Blob blob, int limit) throws IOException {
        long length = blob.length();
        refuse(blob, length, limit);
        // What the owner tells as the length is not believed before the bytes are there.
        byte[] bytes = new byte[(int) Math.min(length, BUFFER)];
        int filled = 0;
        try (ReadableByteChannel channel = blob.openChannel()) {
            while (true) {
                if (filled == bytes.length) {
                    bytes = Arrays.copyOf(bytes, (int) Math.min(limit + 1L, Math.max(length, BUFFER) + filled));
                }
                int count = channel.read(ByteBuffer.wrap(bytes, filled, bytes.length - filled));
                if (count < 0) {
                    return Arrays.copyOf(bytes, filled);
                }
                filled += count;
                refuse(blob, filled, limit);
            }
        } catch (IOException e) {
            throw unwrapped(e);
        }
    }

    static long transfer(Blob blob, WritableByteChannel target) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        long total = 0;
        try (ReadableByteChannel channel = blob.openChannel()) {
            while (channel.read(buffer.clear()) >= 0) {
                total += buffer.flip().remaining();
                while (buffer.hasRemaining()) {
                    target.write(buffer);
                }
            }
        } catch (IOException e) {
            throw unwrapped(e);
        }
        return total;
    }

    private static void refuse(Blob blob, long length, int limit) {
        if (length > limit) {
            throw new PluginException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "The blob '" + blob.name() + "' has more bytes than the given limit of " + limit
                            + "; read it piece by piece with openStream()");
        }
    }

    /** A blob's own methods throw what a stream has to wrap. */
    private static IOException unwrapped(IOException e) {
        if (e.getCause() instanceof PluginException cause) {
            cause.addSuppressed(e);
            throw cause;
        }
        return e;
    }
}
