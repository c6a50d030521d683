package io.thriftplugins.rpc;

import org.apache.thrift.TException;

/** Writes the fields of a method's argument struct; its end is written by the caller. */
@FunctionalInterface
interface ArgumentWriter {

    /** No arguments. */
    ArgumentWriter NONE = (out, values) -> {};

    void write(FrameProtocol out, ValueCodec values) throws TException;
}
