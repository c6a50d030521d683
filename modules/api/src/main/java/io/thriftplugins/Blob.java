package io.thriftplugins;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/**
 * Bytes of any length that stay with their owner: a function takes or returns a blob, and the other side reads what it
 * needs of it, when it needs it. {@link #of(byte[])} and {@link #of(Path)} make blobs of what there is; anything else
 * that can be read at an offset is a blob by implementing {@link #length()} and {@link #read}.
 *
 * <p><b>Who closes it.</b> A blob that a function returns is the framework's: it is closed when the other side has
 * closed its proxy, or has ended. A blob that is passed as an argument stays with who passes it: the other side may use
 * it until it closes its proxy, and the owner closes the blob itself when nobody needs it any more. Who gets a blob
 * closes it. Streams and channels of a blob don't close it.
 *
 * <p><b>Errors.</b> The blob of another process fails with {@link PluginException}: {@link ErrorCode#OBJECT_RELEASED}
 * after {@link #close()}, {@link ErrorCode#PLUGIN_ENDED} when its owner is gone, and so on. A blob of this process
 * fails with {@link IOException}, which arrives at the other side as {@link ErrorCode#FUNCTION_FAILED}. Streams and
 * channels of either kind throw an {@link IOException}, whose cause is the exception of the former kind.
 *
 * <p><b>Threads.</b> Every method may be called by many threads at once. Each read names its offset, so there is no
 * position that they could disturb; a stream or channel has one, and belongs to one thread. What a read sees of a write
 * at the same time is not defined.
 */
public interface Blob extends AutoCloseable {

    /** What {@link #contentType()} tells when it knows nothing better (contract 5.2). */
    String UNKNOWN_CONTENT = "application/octet-stream";

    /**
     * A blob of bytes in memory, which can't be written.
     *
     * @param bytes the content; not copied, so don't change it
     * @return the blob
     */
    static Blob of(byte[] bytes) {
        return MemoryBlob.of(bytes);
    }

    /**
     * A blob of a file, which can't be written. The file is opened by the first read and closed with the blob. Its name
     * is the file's, its content type is guessed from the extension.
     *
     * @param file the file; need not be there yet
     * @return the blob
     */
    static Blob of(Path file) {
        return new FileBlob(file, false);
    }

    /**
     * An empty blob in memory that can be written, and grows with what is written behind its end.
     *
     * @return the blob
     */
    static Blob writable() {
        return MemoryBlob.empty();
    }

    /**
     * A blob of a file that can be read and written. The file is opened by the first use, and made if it is not there.
     *
     * @param file the file; what it holds stays until it is overwritten
     * @return the blob
     */
    static Blob writable(Path file) {
        return new FileBlob(file, true);
    }

    /**
     * How long it is now.
     *
     * @return the length in bytes
     * @throws IOException if that can't be found out
     */
    long length() throws IOException;

    /**
     * What its bytes mean.
     *
     * @return a MIME type; {@link #UNKNOWN_CONTENT} if there is nothing better
     */
    default String contentType() {
        return UNKNOWN_CONTENT;
    }

    /**
     * A name for people, often that of a file.
     *
     * @return the name, possibly empty
     */
    default String name() {
        return "";
    }

    /**
     * Reads some bytes, as many as there are and fit, or fewer. Blocks.
     *
     * @param offset how many bytes of the blob to skip, 0 or more
     * @param target takes the bytes, heap or direct
     * @return how many bytes were read, 0 only if the target has no room; -1 if the offset is at or behind the end
     * @throws IOException if the bytes can't be read
     */
    int read(long offset, ByteBuffer target) throws IOException;

    /**
     * Writes bytes over those at an offset, and behind the end. Blocks until all are written.
     *
     * @param offset how many bytes of the blob to skip, from 0 to its length
     * @param source the bytes, heap or direct
     * @throws PluginException with {@link ErrorCode#NOT_SUPPORTED} if this blob can't be written, or not there; with
     *     {@link ErrorCode#INVALID_ARGUMENT} if the offset is behind the end
     * @throws IOException if the bytes can't be written
     */
    default void write(long offset, ByteBuffer source) throws IOException {
        throw new PluginException(
                ErrorCode.NOT_SUPPORTED, "The blob '" + name() + "' can only be read; Blob.writable() makes others");
    }

    /** Frees what it holds. Harmless when repeated. */
    @Override
    default void close() {}

    /**
     * The same blob under another name.
     *
     * @param name a name for people
     * @return a view of this blob; closing either closes both
     */
    default Blob withName(String name) {
        return new DescribedBlob(this, name, contentType());
    }

    /**
     * The same blob with another content type.
     *
     * @param contentType a MIME type
     * @return a view of this blob; closing either closes both
     */
    default Blob withContentType(String contentType) {
        return new DescribedBlob(this, name(), contentType);
    }

    /**
     * Reads from an offset to the end. The blob of another process is read ahead, as soon as the second piece of it was
     * asked for: one that is read to its end costs no round trip for each read.
     *
     * @param offset how many bytes to skip, 0 or more
     * @return a channel for one thread; closing it ends the reading ahead and leaves the blob open
     */
    default ReadableByteChannel openChannel(long offset) {
        return new BlobChannel(this, offset);
    }

    /**
     * Reads all of it; see {@link #openChannel(long)}.
     *
     * @return a channel for one thread
     */
    default ReadableByteChannel openChannel() {
        return openChannel(0);
    }

    /**
     * Reads from an offset to the end; see {@link #openChannel(long)}.
     *
     * @param offset how many bytes to skip, 0 or more
     * @return a stream for one thread; closing it ends the reading ahead and leaves the blob open
     */
    default InputStream openStream(long offset) {
        return Channels.newInputStream(openChannel(offset));
    }

    /**
     * Reads all of it; see {@link #openChannel(long)}.
     *
     * @return a stream for one thread
     */
    default InputStream openStream() {
        return openStream(0);
    }

    /**
     * Writes from an offset on. What is written is sent in larger pieces, the last one when the stream is flushed or
     * closed.
     *
     * @param offset how many bytes of the blob to skip, from 0 to its length
     * @return a stream for one thread; closing it leaves the blob open
     */
    default OutputStream openOutput(long offset) {
        return new BlobOutputStream(this, offset);
    }

    /**
     * Reads all bytes into memory.
     *
     * @param limit how many there may be
     * @return the bytes
     * @throws PluginException with {@link ErrorCode#LIMIT_EXCEEDED} if there are more
     * @throws IOException if they can't be read
     */
    default byte[] readAllBytes(int limit) throws IOException {
        return BlobCopy.bytes(this, limit);
    }

    /**
     * Copies all bytes.
     *
     * @param target takes them, such as a {@link java.nio.channels.FileChannel}; not closed
     * @return how many there were
     * @throws IOException if they can't be read or written
     */
    default long transferTo(WritableByteChannel target) throws IOException {
        return BlobCopy.transfer(this, target);
    }
}
