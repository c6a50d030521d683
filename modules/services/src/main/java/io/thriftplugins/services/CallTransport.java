package io.thriftplugins.services;

import io.thriftplugins.MessageCaller;
import io.thriftplugins.MessageRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/** What a generated client takes for its connection: flushing sends the request and waits for the reply. */
final class CallTransport extends MessageTransport {

    private static final MessageInput NOTHING = new MessageInput(ByteBuffer.allocate(0));

    private final MessageCaller peer;
    private final String service;
    private final @Nullable Duration timeout;
    private final Request request = new Request();
    private MessageInput reply = NOTHING;
    private String method = "";
    private boolean oneWay;
    private boolean sent;

    CallTransport(MessageCaller peer, String service, @Nullable Duration timeout) {
        this.peer = peer;
        this.service = service;
        this.timeout = timeout;
    }

    /** A call begins; its arguments follow. */
    void begin(String name, boolean isOneWay) {
        method = name;
        oneWay = isOneWay;
        sent = false;
        request.reset();
        reply = NOTHING;
    }

    /** Service and method of the current call, for messages. */
    String call() {
        return service + "." + method;
    }

    /** Whether the current call was sent already. */
    boolean isSent() {
        return sent;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        request.write(source, offset, length);
    }

    @Override
    public void flush() {
        ByteBuffer arguments = request.bytes();
        sent = true;
        reply = new MessageInput(peer.call(new MessageRequest(service, method, arguments, oneWay, timeout)));
    }

    @Override
    public int read(byte[] target, int offset, int length) throws TTransportException {
        return reply.read(target, offset, length);
    }

    @Override
    public byte[] getBuffer() {
        return reply.getBuffer();
    }

    @Override
    public int getBufferPosition() {
        return reply.getBufferPosition();
    }

    @Override
    public int getBytesRemainingInBuffer() {
        return reply.getBytesRemainingInBuffer();
    }

    @Override
    public void consumeBuffer(int length) {
        reply.consumeBuffer(length);
    }

    @Override
    public void checkReadBytesAvailable(long count) throws TTransportException {
        reply.checkReadBytesAvailable(count);
    }

    /** Lends its array, where the one of the JDK copies it. */
    private static final class Request extends ByteArrayOutputStream {

        ByteBuffer bytes() {
            return ByteBuffer.wrap(buf, 0, count);
        }
    }
}
