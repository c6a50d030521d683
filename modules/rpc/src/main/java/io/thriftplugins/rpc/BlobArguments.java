package io.thriftplugins.rpc;

import java.nio.ByteBuffer;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/** What the methods of blobs have beside token and handle. An offset has 32 or 64 bits, which its type tells. */
final class BlobArguments {

    private final FrameProtocol in;
    private @Nullable Long offset;
    private @Nullable Integer count;
    private @Nullable ByteBuffer bytes;

    BlobArguments(FrameProtocol in) {
        this.in = in;
    }

    /** Of reading: 3 is the offset, 4 the count. */
    void readCount(StructReader fields) throws TException {
        if (fields.is(3, TType.I32)) {
            offset = (long) in.readI32();
        } else if (fields.is(3, TType.I64)) {
            offset = in.readI64();
        } else if (fields.is(4, TType.I32)) {
            count = in.readI32();
        } else {
            fields.skip();
        }
    }

    /** Of writing: 3 are the bytes, or 3 is the offset and 4 are the bytes. */
    void readBytes(StructReader fields) throws TException {
        if (fields.is(3, TType.I64)) {
            offset = in.readI64();
        } else if (fields.is(3, TType.STRING) || fields.is(4, TType.STRING)) {
            // What the protocol returns is a part of the frame, which is gone when the method runs.
            ByteBuffer part = in.readBinary();
            bytes = ByteBuffer.allocate(part.remaining()).put(part).flip();
        } else {
            fields.skip();
        }
    }

    long offset() throws TException {
        return StructReader.required(offset, "offset");
    }

    /** The contract's method has no offset, and writes at the begin. */
    long writeOffset() {
        return offset == null ? 0 : offset;
    }

    int count() throws TException {
        return StructReader.required(count, "count");
    }

    ByteBuffer bytes() throws TException {
        return StructReader.required(bytes, "bytes");
    }
}
