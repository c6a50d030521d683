package io.thriftplugins.rpc;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a peer's blob one after the other, read ahead: while the reader deals with one piece, other threads
 * fetch the next ones over connections that nobody else needs. Offsets keep the pieces in order.
 *
 * <p>It starts carefully. The first piece is small, and fetched by the reader itself, for those who only want a file's
 * head; with each piece that the reader gets to, one more is fetched ahead, up to {@link #AHEAD}. So a stream costs at
 * most {@code AHEAD + 1} chunks of memory, and a pool with one connection serves a stream and everybody else in turn.
 *
 * <p>The reader is one thread; any thread may close.
 */
final class ReadAhead implements ReadableByteChannel {

    /** How many pieces are there or on their way beyond the one that is being read. */
    static final int AHEAD = 3;

    /** How many are fetched at the same time: one fills its memory while the other one crosses the socket. */
    private static final int LANES = 2;

    private static final int FIRST = 64 * 1024;

    /** How long a fetch may take when nobody wants its bytes any more; cutting it off costs a connection. */
    private static final long GRACE_NANOS = 200_000_000;

    private final Rpc rpc;
    private final PieceReader source;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Guarded by the lock: all that were begun, in order; the first one is being read. */
    private final Deque<Piece> pieces = new ArrayDeque<>();

    /** Guarded by the lock: those that fetch ahead. */
    private final Set<Lane> lanes = new HashSet<>();

    /** Guarded by the lock: where the next piece begins. */
    private long next;

    /** Guarded by the lock: whether the last piece was seen. */
    private boolean ended;

    /** Guarded by the lock: whether it was read. Later ones are void: the blob may have grown since it ended there. */
    private boolean over;

    /** Guarded by the lock: how many pieces are to be fetched ahead. */
    private int ahead;

    /** Guarded by the lock: whether the reader uses the first piece. */
    private boolean reading;

    /** Guarded by the lock. */
    private boolean closed;

    ReadAhead(Rpc rpc, PieceReader source, long offset) {
        this.rpc = rpc;
        this.source = source;
        this.next = offset;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!target.hasRemaining()) {
            return 0;
        }
        while (true) {
            Piece piece = first();
            if (piece == null) {
                return -1;
            }
            int count = 0;
            try {
                RuntimeException failure = piece.failure();
                if (failure != null) {
                    throw new IOException(failure.getMessage(), failure);
                }
                ByteBuffer data = piece.chunk().data();
                count = Math.min(data.remaining(), target.remaining());
                target.put(target.position(), data, data.position(), count);
                target.position(target.position() + count);
                data.position(data.position() + count);
            } finally {
                readFrom(piece);
            }
            if (count > 0) {
                return count;
            }
        }
    }

    /** The piece to read from, fetched; null at the end. */
    private @Nullable Piece first() throws IOException {
        Piece piece;
        lock.lock();
        try {
            refuseIfClosed();
            if (over) {
                return null;
            }
            piece = pieces.peekFirst();
            if (piece == null) {
                piece = begin();
                piece.state(Piece.State.LEFT);
                startLanes();
            }
            while (piece.state() == Piece.State.UNDER_WAY) {
                changed.await();
                refuseIfClosed();
            }
            reading = true;
            if (piece.state() == Piece.State.DONE) {
                return piece;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("Interrupted while reading a blob").initCause(e);
        } finally {
            lock.unlock();
        }
        fetched(piece, piece.fetch(source, false));
        return piece;
    }

    private void refuseIfClosed() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    /** The reader is done with the piece for now. */
    private void readFrom(Piece piece) {
        lock.lock();
        try {
            reading = false;
            if (closed) {
                dropUnused();
            } else if (piece.failure() == null && piece.chunk().length() == 0) {
                pieces.removeFirst();
                piece.chunk().close();
                over = piece.isLast();
                ahead = Math.min(ahead + 1, AHEAD);
                startLanes();
                dropUnused();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The next piece, to be fetched by the caller, who holds the lock. */
    private Piece begin() {
        int size = ahead == 0 ? FIRST : ChunkPool.CHUNK;
        Piece piece = new Piece(rpc.chunks().take(), next, size);
        pieces.addLast(piece);
        next += size;
        return piece;
    }

    private void fetched(Piece piece, Piece.State state) {
        lock.lock();
        try {
            piece.state(state);
            ended |= piece.isLast();
            dropUnused();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The piece that the reader needs first is its own to fetch: it would only wait for somebody else's thread. */
    private boolean wantsMore() {
        return !closed && !ended && !pieces.isEmpty() && pieces.size() <= ahead;
    }

    /** Needs the lock. */
    private void startLanes() {
        while (lanes.size() < LANES && wantsMore() && lanes.size() + pieces.size() <= ahead) {
            Lane lane = new Lane();
            CompletableFuture<?> future = rpc.<@Nullable Void>async(lane);
            if (future.isDone()) {
                // This side was stopped.
                return;
            }
            lane.future = future;
            lanes.add(lane);
        }
    }

    /** Whether the reader waits for what others fetch, for tests. */
    boolean isWaitedFor() {
        lock.lock();
        try {
            return lock.hasWaiters(changed);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isOpen() {
        lock.lock();
        try {
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            dropUnused();
            if (!lanes.isEmpty()) {
                Set<Lane> left = Set.copyOf(lanes);
                rpc.watcher().once(GRACE_NANOS, () -> left.forEach(Lane::cutOff));
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Gives back all that nobody will use any more; whoever fetches a piece sees to it when it is there. */
    private void dropUnused() {
        if ((closed || over) && !reading) {
            pieces.removeIf(piece -> {
                if (piece.state() == Piece.State.UNDER_WAY) {
                    return false;
                }
                piece.chunk().close();
                return true;
            });
        }
    }

    /** One who fetches ahead, piece after piece, as long as more are wanted. */
    private final class Lane implements Supplier<@Nullable Void> {

        /** Written once, by whoever starts this. */
        private volatile @Nullable CompletableFuture<?> future;

        void cutOff() {
            CompletableFuture<?> running = future;
            if (running != null) {
                running.cancel(true);
            }
        }

        @Override
        public @Nullable Void get() {
            Piece piece = nextPiece(Piece.State.DONE);
            while (piece != null) {
                Piece.State state = piece.fetch(source, true);
                fetched(piece, state);
                piece = nextPiece(state);
            }
            return null;
        }

        /** Null if this one is not needed any more, or had no connection to spare for the last piece. */
        private @Nullable Piece nextPiece(Piece.State previous) {
            lock.lock();
            try {
                if (previous == Piece.State.DONE && wantsMore()) {
                    return begin();
                }
                lanes.remove(this);
                return null;
            } finally {
                lock.unlock();
            }
        }
    }
}
