package io.thriftplugins.services;

import org.apache.thrift.TConfiguration;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;

/** A message in memory, in the shape that Thrift wants. How large it may be is the connection's to know. */
abstract class MessageTransport extends TTransport {

    /** As deep as the contract allows (1.5). */
    private static final TConfiguration CONFIGURATION =
            new TConfiguration(Integer.MAX_VALUE, Integer.MAX_VALUE, TConfiguration.DEFAULT_RECURSION_DEPTH);

    @Override
    public int read(byte[] target, int offset, int length) throws TTransportException {
        throw new TTransportException("There is nothing to be read");
    }

    @Override
    public void write(byte[] source, int offset, int length) throws TTransportException {
        throw new TTransportException("Nothing can be written");
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void open() {}

    @Override
    public void close() {}

    @Override
    public TConfiguration getConfiguration() {
        return CONFIGURATION;
    }

    @Override
    public void checkReadBytesAvailable(long count) throws TTransportException {}

    @Override
    public void updateKnownMessageSize(long size) {}

    @Override
    public void resetMessageSizeAndConsumedBytes(long size) {}
}
