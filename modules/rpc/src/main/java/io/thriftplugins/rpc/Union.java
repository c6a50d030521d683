package io.thriftplugins.rpc;

import java.nio.charset.StandardCharsets;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.protocol.TType;

/** A {@code VariantValue} where it lies in a message: it is found once, and read when somebody asks for it. */
final class Union {

    /** Where there is no value: null, an empty union, or unknown fields only. */
    static final int NULL = -1;

    private static final int HEADER = 3;

    private Union() {}

    /**
     * Goes over the value that the input stands at.
     *
     * @return where the field that counts begins, which is the first in the contract's order (5.4), or {@link #NULL}
     */
    static int find(FrameProtocol in) throws TException {
        FrameBuffer buffer = in.buffer();
        byte[] bytes = buffer.array();
        int at = buffer.position();
        int left = buffer.end() - at;
        if (left > HEADER) {
            byte type = bytes[at];
            int id = (short) FrameProtocol.SHORT.get(bytes, at + 1);
            int length = plainLength(bytes, at + HEADER, left - HEADER, type);
            if (length >= 0 && length < left - HEADER && bytes[at + HEADER + length] == TType.STOP) {
                buffer.consumeBuffer(HEADER + length + 1);
                return id != ValueCodec.NULL && ValueCodec.typeOf(id) == type ? at : NULL;
            }
        }
        return findSlowly(in);
    }

    /** How long a field's content is, if that is easily told; otherwise negative. */
    private static int plainLength(byte[] bytes, int at, int left, byte type) {
        return switch (type) {
            case TType.I64, TType.DOUBLE -> Long.BYTES;
            case TType.BOOL -> Byte.BYTES;
            case TType.STRING -> {
                int length = left < Integer.BYTES ? -1 : (int) FrameProtocol.INT.get(bytes, at);
                yield length < 0 || length > left - Integer.BYTES ? -1 : Integer.BYTES + length;
            }
            default -> -1;
        };
    }

    private static int findSlowly(FrameProtocol in) throws TException {
        int found = NULL;
        int chosen = Integer.MAX_VALUE;
        while (true) {
            int at = in.buffer().position();
            byte type = in.readByte();
            if (type == TType.STOP) {
                return chosen == ValueCodec.NULL ? NULL : found;
            }
            int id = in.readI16();
            if (id < chosen && ValueCodec.typeOf(id) == type) {
                chosen = id;
                found = at;
            }
            in.skip(type);
        }
    }

    /** The id of the field that begins somewhere. */
    static int id(byte[] bytes, int at) {
        return (short) FrameProtocol.SHORT.get(bytes, at + 1);
    }

    static long longAt(byte[] bytes, int at) {
        return (long) FrameProtocol.LONG.get(bytes, at + HEADER);
    }

    static boolean booleanAt(byte[] bytes, int at) {
        return bytes[at + HEADER] != 0;
    }

    static String textAt(byte[] bytes, int at) {
        return text(bytes, at + HEADER);
    }

    /** A text behind its length. */
    static String text(byte[] bytes, int at) {
        int length = (int) FrameProtocol.INT.get(bytes, at);
        return new String(bytes, at + Integer.BYTES, length, StandardCharsets.UTF_8);
    }

    static TProtocolException wrong(String problem) {
        return new TProtocolException(TProtocolException.INVALID_DATA, problem);
    }
}
