package io.thriftplugins.rpc;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/** A batch as a reply. What it was collected in belongs to nobody else until it is sent. */
final class BatchReply implements RpcMethod.Reply {

    private final BatchWriter batch;
    private final AtomicReference<@Nullable BatchWriter> afterwards;
    private boolean more;

    /**
     * A reply.
     *
     * @param batch the rows
     * @param afterwards where the batch is put when it was sent, to be used again
     */
    BatchReply(BatchWriter batch, AtomicReference<@Nullable BatchWriter> afterwards) {
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
        afterwards.set(batch);
    }
}
