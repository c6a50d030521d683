package io.thriftplugins.rpc;

import org.apache.thrift.TException;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.protocol.TType;

/** Walks over the fields of a struct: {@code while (fields.next()) if (fields.is(1, I64)) ... else fields.skip()}. */
final class StructReader {

    private final FrameProtocol in;
    private byte type;
    private int id;

    StructReader(FrameProtocol in) {
        this.in = in;
    }

    /** Goes to the next field; false at the end of the struct. */
    boolean next() throws TException {
        type = in.readByte();
        if (type == TType.STOP) {
            return false;
        }
        id = in.readI16();
        return true;
    }

    boolean is(int wantedId, byte wantedType) {
        return id == wantedId && type == wantedType;
    }

    void skip() throws TException {
        in.skip(type);
    }

    /** Fails when a required field was missing; the connection is then closed without a reply (contract 1.6). */
    static void require(boolean there, String field) throws TException {
        if (!there) {
            throw new TProtocolException(
                    TProtocolException.INVALID_DATA, "The required field '" + field + "' is missing");
        }
    }

    static <T> T required(@org.jspecify.annotations.Nullable T value, String field) throws TException {
        if (value == null) {
            throw new TProtocolException(
                    TProtocolException.INVALID_DATA, "The required field '" + field + "' is missing");
        }
        return value;
    }
}
