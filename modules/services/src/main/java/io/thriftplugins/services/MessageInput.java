package io.thriftplugins.services;

import java.nio.ByteBuffer;
import org.apache.thrift.transport.TTransportException;

/** The bytes of a message, to be read. */
final class MessageInput extends MessageTransport {

    private final byte[] bytes;
    private final int end;
    private int position;

    MessageInput(ByteBuffer message) {
        if (message.hasArray()) {
            bytes = message.array();
            position = message.arrayOffset() + message.position();
        } else {
            bytes = new byte[message.remaining()];
            message.duplicate().get(bytes);
        }
        end = position + message.remaining();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws TTransportException {
        checkReadBytesAvailable(length);
        System.arraycopy(bytes, position, target, offset, length);
        position += length;
        return length;
    }

    @Override
    public byte[] getBuffer() {
        return bytes;
    }

    @Override
    public int getBufferPosition() {
        return position;
    }

    @Override
    public int getBytesRemainingInBuffer() {
        return end - position;
    }

    @Override
    public void consumeBuffer(int length) {
        position += length;
    }

    /** Nothing is allocated for what a message announces but doesn't hold. */
    @Override
    public void checkReadBytesAvailable(long count) throws TTransportException {
        if (count < 0 || count > end - position) {
            throw new TTransportException(
                    TTransportException.CORRUPTED_DATA,
                    "The message announces " + count + " more bytes but has " + (end - position));
        }
    }
}
