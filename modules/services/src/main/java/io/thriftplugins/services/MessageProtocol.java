package io.thriftplugins.services;

import java.nio.ByteBuffer;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TList;
import org.apache.thrift.protocol.TMap;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.protocol.TSet;
import org.apache.thrift.transport.TTransport;

/**
 * Thrift's binary protocol over a message in memory. A collection that announces more elements than the message has
 * bytes left is refused before anything is allocated: generated code would believe it.
 */
class MessageProtocol extends TBinaryProtocol {

    MessageProtocol(TTransport message) {
        super(message, false, true);
    }

    /** A copy: the message's memory is used again. */
    @Override
    public ByteBuffer readBinary() throws TException {
        int size = readI32();
        getTransport().checkReadBytesAvailable(size);
        byte[] bytes = new byte[size];
        getTransport().readAll(bytes, 0, size);
        return ByteBuffer.wrap(bytes);
    }

    @Override
    public TList readListBegin() throws TException {
        TList list = super.readListBegin();
        check(list.size);
        return list;
    }

    @Override
    public TSet readSetBegin() throws TException {
        TSet set = super.readSetBegin();
        check(set.size);
        return set;
    }

    @Override
    public TMap readMapBegin() throws TException {
        TMap map = super.readMapBegin();
        check(map.size);
        return map;
    }

    /** No element takes less than a byte. */
    private void check(int size) throws TException {
        int left = getTransport().getBytesRemainingInBuffer();
        if (size < 0 || size > left) {
            throw new TProtocolException(
                    TProtocolException.SIZE_LIMIT,
                    "A collection announces " + size + " elements in " + left + " bytes");
        }
    }
}
