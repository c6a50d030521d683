package io.thriftplugins.e2e.hostile;

import java.nio.ByteBuffer;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.transport.TMemoryBuffer;
import org.apache.thrift.transport.TTransportException;

/** A message that is being written. */
final class Message {

    private final TMemoryBuffer buffer;
    private final TBinaryProtocol protocol;

    Message() throws TTransportException {
        buffer = new TMemoryBuffer(256);
        protocol = new TBinaryProtocol(buffer);
    }

    TBinaryProtocol protocol() {
        return protocol;
    }

    /** What was written, with its length in front (contract 1.5). */
    byte[] framed() {
        return frame(buffer.getArray(), buffer.length());
    }

    /** Bytes with their length in front. */
    static byte[] frame(byte[] bytes, int length) {
        return ByteBuffer.allocate(Integer.BYTES + length)
                .putInt(length)
                .put(bytes, 0, length)
                .array();
    }
}
