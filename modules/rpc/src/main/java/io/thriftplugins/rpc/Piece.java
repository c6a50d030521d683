package io.thriftplugins.rpc;

import org.jspecify.annotations.Nullable;

/** A piece of a blob that is read ahead. Belongs to whoever fetches it, and then to the reader of the stream. */
final class Piece {

    /** What is known of the piece; guarded by the lock of its {@link ReadAhead}. */
    enum State {
        /** Somebody fetches it. */
        UNDER_WAY,
        /** Whoever fetched it had no connection to spare; the reader fetches the rest. */
        LEFT,
        /** It is there, or failed. */
        DONE
    }

    private final Chunk chunk;
    private final long offset;
    private final int size;
    private int count;
    private boolean last;
    private @Nullable RuntimeException failure;

    /** Guarded by the lock of the {@link ReadAhead}. */
    private State state = State.UNDER_WAY;

    Piece(Chunk chunk, long offset, int size) {
        this.chunk = chunk;
        this.offset = offset;
        this.size = size;
    }

    /**
     * Reads until the piece is full or the blob ends, through as many short reads as it takes.
     *
     * @return what became of it
     */
    State fetch(PieceReader reader, boolean spare) {
        try {
            while (count < size) {
                chunk.clear().limit(Chunk.FRONT + size).position(Chunk.FRONT + count);
                int read = reader.read(offset + count, chunk.data(), spare);
                if (read == PieceReader.NO_CONNECTION) {
                    return State.LEFT;
                } else if (read <= 0) {
                    last = true;
                    break;
                }
                count += read;
            }
            chunk.data().limit(Chunk.FRONT + count).position(Chunk.FRONT);
        } catch (RuntimeException e) {
            failure = e;
        }
        return State.DONE;
    }

    Chunk chunk() {
        return chunk;
    }

    /** Whether nothing follows it. */
    boolean isLast() {
        return last || failure != null;
    }

    @Nullable
    RuntimeException failure() {
        return failure;
    }

    State state() {
        return state;
    }

    void state(State now) {
        state = now;
    }
}
