package io.thriftplugins.services;

import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;

/** What a generated client writes to and reads from. The framework makes the headers of messages and checks them. */
final class CallProtocol extends MessageProtocol {

    private final CallTransport transport;
    private TMessage call = new TMessage();

    CallProtocol(CallTransport transport) {
        super(transport);
        this.transport = transport;
    }

    @Override
    public void writeMessageBegin(TMessage message) {
        call = message;
        transport.begin(message.name, message.type == TMessageType.ONEWAY);
    }

    /** Exceptions that aren't declared have been thrown already. */
    @Override
    public TMessage readMessageBegin() {
        return new TMessage(call.name, TMessageType.REPLY, call.seqid);
    }
}
