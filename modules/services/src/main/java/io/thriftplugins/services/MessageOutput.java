package io.thriftplugins.services;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.thrift.transport.TTransportException;

/** Where a message is written to. */
final class MessageOutput extends MessageTransport {

    private final OutputStream out;

    MessageOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws TTransportException {
        try {
            out.write(source, offset, length);
        } catch (IOException e) {
            throw new TTransportException(e.getMessage(), e);
        }
    }
}
