package io.thriftplugins.rpc;

import java.util.Queue;
import org.apache.thrift.TException;

/** A batch as a reply. What it was collected in belongs to nobody else until it is sent. */
final class BatchReply implements RpcMethod.Reply {

    private final BatchWriter batch;
    private final Queue<BatchWriter> afterwards;
    private boolean more;

    /**
     * A reply.
     *
     * @param batch the rows
     * @param afterwards where the batch is put when it was sent, to be used again
     */
    BatchReply(BatchWriter batch, Queue<BatchWriter> afterwards) {
        this.batch = batch;
        this.afterwards = afterwards;
    }

    BatchReply saying(boolean hasMore) {
        more = hasMore;
        return this;
    }

    @Override
    public void write(FrameProtocol out, ValueCodec values) throws TException {
        batch.write(out, more);
        values.passed().adopt(batch.passed());
    }

    @Override
    public void done() {
        batch.passed().takeBackFrom(0);
        afterwards.add(batch);
    }
}
