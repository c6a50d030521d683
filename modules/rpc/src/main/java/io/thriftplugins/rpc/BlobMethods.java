package io.thriftplugins.rpc;

import io.thriftplugins.Blob;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limit;
import io.thriftplugins.PluginException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/** The methods of blobs, whichever side owns them (contract 5.2). */
final class BlobMethods {

    /** What a message may have beside a blob's bytes. */
    static final int OVERHEAD = Chunk.FRONT + Chunk.BACK;

    private final ObjectOwner owner;

    private BlobMethods(ObjectOwner owner) {
        this.owner = owner;
    }

    /** Adds all methods of blobs to those of a service. */
    static void add(Map<String, RpcMethod> methods, ObjectOwner owner) {
        BlobMethods blobs = new BlobMethods(owner);
        methods.put("Blob_GetLength", blobs.method(blob -> {
            long length = blob.length();
            return (out, values) -> out.i64Field(0, length);
        }));
        methods.put("Blob_GetContentType", blobs.method(blob -> {
            String type = blob.contentType();
            return (out, values) -> out.stringField(0, type);
        }));
        methods.put("Blob_GetName", blobs.method(blob -> {
            String name = blob.name();
            return (out, values) -> out.stringField(0, name);
        }));
        methods.put("Blob_Read", blobs::read);
        methods.put("Blob_ReadAt", blobs::read);
        methods.put("Blob_Write", blobs::write);
        methods.put("Blob_WriteAt", blobs::write);
    }

    /** A method that has nothing but token and handle. */
    private RpcMethod method(BlobAction action) {
        return (in, values, session) -> ObjectArguments.read(in)
                .serve(
                        owner,
                        session,
                        (space, handle) -> action.run(space.held().get(handle, Blob.class)));
    }

    /** The two methods differ in the offset's type, and each is lenient towards that of the other one. */
    private RpcMethod.Call read(FrameProtocol in, ValueCodec values, Session session) throws TException {
        BlobArguments arguments = new BlobArguments(in);
        ObjectArguments object = ObjectArguments.read(in, arguments::readCount);
        long offset = arguments.offset();
        int count = arguments.count();
        return object.serve(owner, session, (space, handle) -> {
            Blob blob = space.held().get(handle, Blob.class);
            if (offset < 0 || count < 0) {
                throw new PluginException(
                        ErrorCode.INVALID_ARGUMENT,
                        count + " bytes at offset " + offset + " can't be read; neither may be negative");
            }
            return new Piece(read(space.rpc(), blob, offset, count));
        });
    }

    /**
     * Reads as much as was asked for, as long as the blob has it: a peer that is content with a short read is not
     * slower for it, and some are not.
     */
    private static Chunk read(Rpc rpc, Blob blob, long offset, int count) throws IOException {
        int size = Math.min(count, rpc.limits().number(Limit.MAX_FRAME_BYTES) - OVERHEAD);
        if (size > ChunkPool.CHUNK) {
            // Nothing is allocated for what isn't there.
            size = (int) Math.max(0, Math.min(size, blob.length() - offset));
        }
        Chunk chunk = rpc.chunks().take(size);
        boolean read = false;
        try {
            ByteBuffer target = chunk.clear();
            target.limit(target.position() + size);
            long at = offset;
            while (target.hasRemaining()) {
                int got = blob.read(at, target);
                if (got <= 0) {
                    break;
                }
                at += got;
            }
            chunk.filled();
            read = true;
            return chunk;
        } finally {
            if (!read) {
                chunk.close();
            }
        }
    }

    private RpcMethod.Call write(FrameProtocol in, ValueCodec values, Session session) throws TException {
        BlobArguments arguments = new BlobArguments(in);
        ObjectArguments object = ObjectArguments.read(in, arguments::readBytes);
        long offset = arguments.writeOffset();
        ByteBuffer bytes = arguments.bytes();
        return object.serve(owner, session, (space, handle) -> {
            int count = bytes.remaining();
            space.held().get(handle, Blob.class).write(offset, bytes);
            return (out, ignored) -> out.i64Field(0, count);
        });
    }

    /** What is done with a blob. */
    @FunctionalInterface
    private interface BlobAction {
        RpcMethod.@Nullable Reply run(Blob blob) throws Exception;
    }

    /** Bytes on their way. */
    private record Piece(Chunk chunk) implements RpcMethod.Reply {

        @Override
        public void write(FrameProtocol out, ValueCodec values) throws TException {
            out.chunkField(0, chunk);
        }

        @Override
        public void done() {
            chunk.close();
        }
    }
}
