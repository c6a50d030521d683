package io.thriftplugins.thrift;

import java.util.HexFormat;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.TException;
import org.apache.thrift.TMultiplexedProcessor;
import org.apache.thrift.TProcessor;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TMultiplexedProtocol;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TMemoryBuffer;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;
import org.apache.thrift.transport.layered.TFramedTransport;

/** A peer in memory: each frame sent to it is dispatched at once, and its answer waits to be read (contract 1.5). */
final class Loopback extends TMemoryBuffer {

    private final TMultiplexedProcessor processor = new TMultiplexedProcessor();
    private TMemoryBuffer request = emptyBuffer();
    private TMemoryBuffer reply = emptyBuffer();

    Loopback(String service, TProcessor processor) throws TTransportException {
        super(new TConfiguration(), 0);
        this.processor.registerProcessor(service, processor);
    }

    /** What a client of the service talks through. */
    TProtocol client(String service) throws TTransportException {
        return new TMultiplexedProtocol(protocol(this), service);
    }

    /** The contract's protocol over any bytes: strict binary, framed. */
    static TProtocol protocol(TTransport bytes) throws TTransportException {
        return new TBinaryProtocol(new TFramedTransport(bytes), true, true);
    }

    /** A buffer of any length: what looks like an initial size is the most that can be read, and 0 is no limit. */
    static TMemoryBuffer emptyBuffer() throws TTransportException {
        return new TMemoryBuffer(0);
    }

    static TMemoryBuffer bytes(String hex) throws TTransportException {
        var buffer = emptyBuffer();
        buffer.write(HexFormat.of().parseHex(hex));
        return buffer;
    }

    static String hex(TMemoryBuffer bytes) {
        return HexFormat.of().formatHex(bytes.getArray(), 0, bytes.length());
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        request.write(bytes, offset, length);
    }

    @Override
    public void flush() throws TTransportException {
        var received = request;
        request = emptyBuffer();
        reply = emptyBuffer();
        try {
            processor.process(protocol(received), protocol(reply));
        } catch (TException e) {
            throw new TTransportException("the peer would close the connection", e);
        }
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws TTransportException {
        return reply.read(bytes, offset, length);
    }
}
