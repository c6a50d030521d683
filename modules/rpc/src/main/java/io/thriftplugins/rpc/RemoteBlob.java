package io.thriftplugins.rpc;

import io.thriftplugins.Blob;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limit;
import io.thriftplugins.PluginException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/**
 * A blob of the peer. Towards a peer that knows only the contract it stays within what that has: offsets of 32 bits,
 * reads that don't reach behind the end, and one write, at the begin (contract 12).
 */
final class RemoteBlob implements Blob, RemoteProxy {

    private static final ObjectMethod GET_LENGTH = ObjectMethod.of("Blob_GetLength");
    private static final ObjectMethod GET_CONTENT_TYPE = ObjectMethod.of("Blob_GetContentType");
    private static final ObjectMethod READ = ObjectMethod.of("Blob_Read");
    private static final ObjectMethod READ_AT = ObjectMethod.of("Blob_ReadAt");
    private static final ObjectMethod WRITE = ObjectMethod.of("Blob_Write");
    private static final ObjectMethod WRITE_AT = ObjectMethod.of("Blob_WriteAt");

    private static final Result<Long> LONG = new Result<>(TType.I64, false, (in, values) -> in.readI64());

    private final RemoteHandle handle;
    private volatile @Nullable String contentType;

    /** The length when it was last asked for, which bounds the reads from a peer of the contract. */
    private volatile long knownLength;

    RemoteBlob(RemoteHandle handle) {
        this.handle = handle;
    }

    @Override
    public RemoteHandle handle() {
        return handle;
    }

    @Override
    public long length() {
        long length = handle.call(GET_LENGTH, ArgumentWriter.NONE, LONG);
        knownLength = length;
        return length;
    }

    @Override
    public String contentType() {
        String type = contentType;
        if (type == null) {
            type = handle.call(GET_CONTENT_TYPE, ArgumentWriter.NONE, Result.STRING);
            contentType = type;
        }
        return type;
    }

    /** Told together with the handle; a .NET host would tell the content type when asked (contract 5.2). */
    @Override
    public String name() {
        return handle.name();
    }

    @Override
    public int read(long offset, ByteBuffer target) {
        int count = read(offset, target, false);
        return count == 0 && target.hasRemaining() ? -1 : count;
    }

    /** As {@link PieceReader#read}. */
    private int read(long offset, ByteBuffer target, boolean spare) {
        if (offset < 0) {
            throw new PluginException(ErrorCode.INVALID_ARGUMENT, "A blob has no bytes at offset " + offset);
        }
        int most = Math.min(target.remaining(), ChunkPool.CHUNK);
        boolean large = isLarge();
        int count = large ? most : (int) Math.min(most, contractLimit(offset));
        if (count <= 0) {
            handle.number();
            return 0;
        }
        ArgumentWriter arguments = (out, values) -> {
            if (large) {
                out.i64Field(3, offset);
            } else {
                out.i32Field(3, (int) offset);
            }
            out.i32Field(4, count);
        };
        ByteBuffer part = target.slice(target.position(), count);
        int read = handle.callInto(large ? READ_AT : READ, arguments, part, spare);
        if (read > 0) {
            target.position(target.position() + read);
        }
        return read;
    }

    private boolean isLarge() {
        return handle.space().peerHas(Features.LARGE_BLOBS);
    }

    /** How many bytes a peer of the contract may be asked for. */
    private long contractLimit(long offset) {
        if (offset >= knownLength && offset >= length()) {
            return 0;
        } else if (offset > Integer.MAX_VALUE) {
            throw unsupported("its bytes from 2147483648 on can't be read, for it tells offsets in 32 bits");
        }
        return knownLength - offset;
    }

    @Override
    public void write(long offset, ByteBuffer source) {
        if (offset < 0) {
            throw new PluginException(ErrorCode.INVALID_ARGUMENT, "A blob has no bytes at offset " + offset);
        }
        if (isLarge()) {
            long at = offset;
            do {
                int count = Math.min(source.remaining(), ChunkPool.CHUNK);
                long to = at;
                write(WRITE_AT, source, count, 4, (out, values) -> out.i64Field(3, to));
                at += count;
            } while (source.hasRemaining());
        } else if (offset == 0 && source.remaining() <= most()) {
            write(WRITE, source, source.remaining(), 3, ArgumentWriter.NONE);
        } else {
            throw unsupported("at most " + most() + " bytes can be written, in one call and at offset 0, not "
                    + source.remaining() + " at offset " + offset);
        }
    }

    private void write(ObjectMethod method, ByteBuffer source, int count, int field, ArgumentWriter others) {
        try (Chunk chunk = handle.space().rpc().chunks().take(count)) {
            chunk.clear().put(source.slice(source.position(), count));
            chunk.filled();
            long written = handle.call(
                    method,
                    (out, values) -> {
                        others.write(out, values);
                        out.chunkField(field, chunk);
                    },
                    LONG);
            if (written != count) {
                throw new PluginException(
                        ErrorCode.INTERNAL,
                        handle.space().peer() + " wrote " + written + " of " + count + " bytes to its blob '" + name()
                                + "'");
            }
        }
        source.position(source.position() + count);
    }

    /** How many bytes fit into one message. */
    private int most() {
        return handle.space().rpc().limits().number(Limit.MAX_FRAME_BYTES) - BlobMethods.OVERHEAD;
    }

    private PluginException unsupported(String what) {
        return new PluginException(
                ErrorCode.NOT_SUPPORTED,
                "The blob '" + name() + "' belongs to " + handle.space().peer() + ", which knows only the contract: "
                        + what);
    }

    @Override
    public ReadableByteChannel openChannel(long offset) {
        if (offset < 0) {
            throw new PluginException(ErrorCode.INVALID_ARGUMENT, "A blob has no bytes at offset " + offset);
        }
        return new ReadAhead(handle.space().rpc(), this::read, offset);
    }

    @Override
    public OutputStream openOutput(long offset) {
        return isLarge() ? Blob.super.openOutput(offset) : new WholeOutput(this, offset, most());
    }

    @Override
    public void close() {
        handle.close();
    }

    /** Its name, and whose it is. */
    @Override
    public String toString() {
        return "Blob['" + name() + "' of " + handle.space().peer() + "]";
    }
}
