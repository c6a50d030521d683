package io.thriftplugins.services;

import java.nio.ByteBuffer;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.transport.TTransport;

/** Thrift's binary protocol over a message in memory. */
class MessageProtocol extends TBinaryProtocol {

    MessageProtocol(TTransport message) {
        super(message, false, true);
    }

    /** A copy, since the message's memory is used again; Thrift would give a view of it. */
    @Override
    public ByteBuffer readBinary() throws TException {
        int size = readI32();
        getTransport().checkReadBytesAvailable(size);
        byte[] bytes = new byte[size];
        getTransport().readAll(bytes, 0, size);
        return ByteBuffer.wrap(bytes);
    }

    /** Thrift's own goes back in the message for a negative length, and reads it again and again. */
    @Override
    protected void skipBinary() throws TException {
        int length = readI32();
        getTransport().checkReadBytesAvailable(length);
        getTransport().consumeBuffer(length);
    }
}
