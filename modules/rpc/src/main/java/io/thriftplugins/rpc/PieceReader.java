package io.thriftplugins.rpc;

import java.nio.ByteBuffer;

/** Reads somewhere in a blob, as {@link ReadAhead} does. */
@FunctionalInterface
interface PieceReader {

    /** The read was not made since it would have made others wait for a connection. */
    int NO_CONNECTION = -2;

    /**
     * Reads some bytes. Blocks.
     *
     * @param spare whether the read is only made ahead of time, and must not make others wait for a connection
     * @return how many bytes were read, perhaps fewer than fit; 0 or -1 at the end; or {@link #NO_CONNECTION}
     */
    int read(long offset, ByteBuffer target, boolean spare);
}
