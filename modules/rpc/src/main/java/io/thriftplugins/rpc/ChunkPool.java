package io.thriftplugins.rpc;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The memory of the pieces of blobs that are on their way, shared by all connections of one server or client: it costs
 * nothing while no blob is read, and what streams have used stays for the next ones only for a short while. Safe for
 * use by many threads.
 */
final class ChunkPool {

    /** How many bytes of a blob travel in one message; measured, see docs/performance.md. */
    static final int CHUNK = 512 * 1024;

    /**
     * How many direct buffers there are at most, 8 MiB in all. Freeing them takes a garbage collection, so what is
     * needed beyond them is taken from the heap, which costs a copy.
     */
    private static final int MAX_DIRECT = 16;

    private static final int SIZE = Chunk.FRONT + CHUNK + Chunk.BACK;

    private static final long KEEP_NANOS = 5_000_000_000L;

    private final Deadline unused;

    /** Guarded by this; the most recently used one last, since the processor's cache may still hold it. */
    private final Deque<ByteBuffer> free = new ArrayDeque<>();

    /** Guarded by this: direct buffers, free or in use. */
    private int direct;

    ChunkPool(DeadlineWatcher watcher) {
        unused = watcher.deadline(this::trim);
    }

    /** An empty chunk for {@link #CHUNK} bytes. */
    Chunk take() {
        synchronized (this) {
            ByteBuffer memory = free.pollLast();
            if (memory != null) {
                return new Chunk(this, memory);
            }
            if (direct == MAX_DIRECT) {
                return new Chunk(this, ByteBuffer.allocate(SIZE));
            }
            direct++;
        }
        boolean allocated = false;
        try {
            Chunk chunk = new Chunk(this, ByteBuffer.allocateDirect(SIZE));
            allocated = true;
            return chunk;
        } finally {
            if (!allocated) {
                forget();
            }
        }
    }

    /** An empty chunk for so many bytes. What is larger than usual is not kept. */
    Chunk take(int bytes) {
        return bytes <= CHUNK ? take() : new Chunk(this, ByteBuffer.allocate(Chunk.FRONT + bytes + Chunk.BACK));
    }

    private synchronized void forget() {
        direct--;
    }

    void give(ByteBuffer memory) {
        if (memory.isDirect()) {
            synchronized (this) {
                free.addLast(memory);
            }
            unused.arm(Clock.after(KEEP_NANOS));
        }
    }

    /** No chunk was given back for a while: what lies around is of no use. */
    private synchronized void trim() {
        direct -= free.size();
        free.clear();
    }

    /** Whether nobody uses a direct buffer, for tests. */
    synchronized boolean unused() {
        return direct == free.size();
    }

    /** How many direct buffers there are, for tests. */
    synchronized int size() {
        return direct;
    }
}
