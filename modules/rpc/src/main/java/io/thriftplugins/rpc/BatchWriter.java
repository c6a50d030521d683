package io.thriftplugins.rpc;

import io.thriftplugins.Row;
import org.apache.thrift.TException;

/** Collects the rows of a batch until it is sent. Used by one thread at a time. */
interface BatchWriter {

    /** Forgets all rows. */
    void clear();

    /** The objects that stand in its cells, handed over with the message. */
    PassedObjects passed();

    /**
     * Adds a row.
     *
     * @return false if it has to wait for the next batch; never so if this one is empty
     * @throws io.thriftplugins.PluginException if the row can't be sent, as when it alone is larger than a message may
     *     be
     */
    boolean add(Row row) throws TException;

    int rows();

    /** How many bytes they take. */
    int bytes();

    /** Writes the batch as field 0 of a reply. */
    void write(FrameProtocol out, boolean hasMore) throws TException;
}
