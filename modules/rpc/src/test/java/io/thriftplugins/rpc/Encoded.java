package io.thriftplugins.rpc;

import io.thriftplugins.Limit;
import io.thriftplugins.Limits;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.thrift.TException;

/** Values as bytes, without a connection. */
final class Encoded {

    /** As deep as a value may be nested here. */
    static final int MAX_DEPTH = 8;

    static final Limits LIMITS = Limits.DEFAULT.with(Limit.MAX_DEPTH, MAX_DEPTH);

    private static final int MAX_BYTES = 1 << 20;

    private Encoded() {}

    /** What the codec writes for a value. */
    static byte[] write(Object value) throws TException {
        FrameBuffer buffer = buffer();
        new ValueCodec(new FrameProtocol(buffer), LIMITS).write(value);
        return Arrays.copyOf(buffer.array(), buffer.end());
    }

    /** What the codec reads from bytes; all of them must be used. */
    static Object read(byte[] bytes) throws TException {
        FrameProtocol protocol = protocol(bytes);
        Object value = new ValueCodec(protocol, LIMITS).read();
        if (protocol.buffer().getBytesRemainingInBuffer() > 0) {
            throw new AssertionError(protocol.buffer().getBytesRemainingInBuffer() + " bytes are left over");
        }
        return value;
    }

    static Object read(String hex) throws TException {
        return read(ScriptedConnection.bytes(hex));
    }

    static Object roundTrip(Object value) throws TException {
        return read(write(value));
    }

    static String hex(Object value) throws TException {
        return HexFormat.of().formatHex(write(value));
    }

    /** A protocol that reads those bytes. */
    static FrameProtocol protocol(byte[] bytes) throws TException {
        FrameBuffer buffer = buffer();
        buffer.write(bytes, 0, bytes.length);
        buffer.window(0, bytes.length);
        return new FrameProtocol(buffer);
    }

    static FrameBuffer buffer() {
        FrameBuffer buffer = new FrameBuffer(0, MAX_BYTES, 64);
        buffer.clear(0);
        return buffer;
    }
}
