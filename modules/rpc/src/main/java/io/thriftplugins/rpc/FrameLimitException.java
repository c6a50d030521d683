package io.thriftplugins.rpc;

import org.apache.thrift.transport.TTransportException;

/** A message would become longer than allowed. Nothing of it was sent, so the connection stays usable. */
final class FrameLimitException extends TTransportException {

    private static final long serialVersionUID = 1L;

    FrameLimitException(int limit) {
        super(
                TTransportException.MESSAGE_SIZE_LIMIT,
                "The values don't fit into one message: the limit is maxFrameBytes = " + limit
                        + "; send less at once, or pass a blob");
    }
}
