package io.thriftplugins.rpc;

import java.nio.ByteBuffer;

/**
 * Memory for a piece of a blob, with room in front for the head of the message that carries it and behind for its end:
 * so the piece is read from its source into the very memory that the message is sent from.
 *
 * <p>Belongs to one thread at a time. Who takes it from the {@link ChunkPool} gives it back by closing it.
 */
final class Chunk implements AutoCloseable {

    /** The longest head: token, handle, offset and the method's name take less than 90 bytes. */
    static final int FRONT = 128;

    /** The end of a message: each struct that is open takes a byte. */
    static final int BACK = 16;

    private final ChunkPool pool;
    private final ByteBuffer memory;
    private boolean closed;

    Chunk(ChunkPool pool, ByteBuffer memory) {
        this.pool = pool;
        this.memory = memory;
        clear();
    }

    /** The piece, between position and limit. */
    ByteBuffer data() {
        return memory;
    }

    /** Empties the chunk, with all its room between position and limit. */
    ByteBuffer clear() {
        return memory.limit(memory.capacity() - BACK).position(FRONT);
    }

    /** After bytes were put into the emptied chunk: they lie between position and limit. */
    void filled() {
        memory.limit(memory.position()).position(FRONT);
    }

    int length() {
        return memory.remaining();
    }

    /** How many bytes fit. */
    int capacity() {
        return memory.capacity() - FRONT - BACK;
    }

    /**
     * Puts the rest of a message around the piece.
     *
     * @param message an array with all of the message but the piece
     * @param split where in it the piece belongs; at most {@link #FRONT}
     * @param end where the message ends; at most {@link #BACK} behind the split
     * @return the whole message
     */
    ByteBuffer framed(byte[] message, int split, int end) {
        int from = memory.position() - split;
        int to = memory.limit();
        memory.limit(to + end - split);
        memory.put(from, message, 0, split).put(to, message, split, end - split);
        return memory.position(from);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            pool.give(memory);
        }
    }
}
