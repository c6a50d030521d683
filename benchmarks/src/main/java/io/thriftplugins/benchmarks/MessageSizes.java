package io.thriftplugins.benchmarks;

import io.thriftplugins.thrift.Plugin;
import io.thriftplugins.thrift.QueryCatIO;
import io.thriftplugins.thrift.VariantValue;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TMultiplexedProtocol;
import org.apache.thrift.transport.TMemoryBuffer;

/**
 * How many bytes a call of {@code add(2, 3)} and its answer have on the wire, lengths included.
 *
 * @param request the call's bytes
 * @param reply the answer's bytes
 */
record MessageSizes(int request, int reply) {

    private static final int LENGTH = 4;

    static MessageSizes measure() throws TException {
        TMemoryBuffer request = new TMemoryBuffer(0);
        new Plugin.Client(new TMultiplexedProtocol(new TBinaryProtocol(request), PlainThrift.SERVICE))
                .send_CallFunction(0, "ADD", PlainThrift.arguments(), -1);
        TMemoryBuffer reply = new TMemoryBuffer(0);
        TBinaryProtocol protocol = new TBinaryProtocol(reply);
        protocol.writeMessageBegin(new TMessage("CallFunction", TMessageType.REPLY, 1));
        QueryCatIO.CallFunction_result result = new QueryCatIO.CallFunction_result();
        result.setSuccess(VariantValue.integer(5));
        result.write(protocol);
        return new MessageSizes(LENGTH + request.length(), LENGTH + reply.length());
    }
}
