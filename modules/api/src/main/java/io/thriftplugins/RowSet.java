package io.thriftplugins;

/** Rows that stay with their owner and are read batch by batch. */
public interface RowSet extends AutoCloseable {

    /** Releases it. Harmless when repeated. */
    @Override
    void close();
}
