package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the batches of one reading, one ahead of the reader. That is done on another thread, over a connection that
 * nobody else needs; where there is none to spare, the reader fetches for itself. Two batches take turns in being read
 * and being filled.
 */
final class BatchSource {

    private static final ObjectMethod GET_ROWS = ObjectMethod.of("RowsSet_GetRows");
    private static final ObjectMethod GET_COLUMN_BATCH = ObjectMethod.of("RowsSet_GetColumnBatch");

    /** How long a fetch may take that nobody wants any more; cutting it off costs a connection. */
    private static final long GRACE_MILLIS = 100;

    private final RemoteHandle handle;
    private final boolean byColumn;
    private final boolean single;
    private final BatchSize size = new BatchSize();

    /** To be filled next: not the one that is being read. */
    private Batch spare;

    private @Nullable CompletableFuture<@Nullable Batch> ahead;

    BatchSource(RemoteHandle handle, boolean byColumn, boolean single, Batch spare) {
        this.handle = handle;
        this.byColumn = byColumn;
        this.single = single;
        this.spare = spare;
    }

    /**
     * The next batch.
     *
     * @param read the one that was read, to be filled with a later one
     * @param most how many rows are wanted at most, at least 1
     */
    Batch next(Batch read, long most) {
        CompletableFuture<@Nullable Batch> fetching = ahead;
        ahead = null;
        Batch next = fetching == null ? null : await(fetching);
        if (next == null) {
            next = fetch(false, most);
        }
        if (next == null) {
            throw new PluginException(ErrorCode.INTERNAL, "No connection although one was waited for");
        }
        spare = read;
        return next;
    }

    /** Begins to fetch the next batch, of so many rows at most, unless that was begun already. */
    void prefetch(long most) {
        if (ahead == null && !single) {
            ahead = handle.space().rpc().async(() -> fetch(true, most));
        }
    }

    /** Returns null if the batch was not fetched, since there was no connection to spare. */
    private @Nullable Batch fetch(boolean ahead, long most) {
        int count = single ? 1 : (int) Math.min(most, size.count());
        ArgumentWriter arguments = (out, values) -> out.i32Field(3, count);
        Batch target = spare;
        Result<Batch> result = new Result<>(TType.STRUCT, false, (in, values) -> target.load(in, count));
        ObjectMethod method = byColumn ? GET_COLUMN_BATCH : GET_ROWS;
        long start = Clock.now();
        Batch batch = ahead ? handle.callSpare(method, arguments, result) : handle.call(method, arguments, result);
        if (batch != null) {
            size.arrived(batch.rows(), batch.bytes(), Clock.now() - start);
        }
        return batch;
    }

    private @Nullable Batch await(CompletableFuture<@Nullable Batch> fetching) {
        try {
            return fetching.get();
        } catch (InterruptedException e) {
            fetching.cancel(true);
            Thread.currentThread().interrupt();
            throw new PluginException(
                    ErrorCode.CANCELLED, "Interrupted while waiting for rows of '" + handle.name() + "'", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new PluginException(ErrorCode.INTERNAL, "Fetching rows failed", e.getCause());
        }
    }

    /**
     * Waits for the batch that is on its way, but not for long: afterwards nothing is fetched any more.
     *
     * @return false if the request was cut off, so that the owner may still be busy with it
     */
    boolean quiesce() {
        CompletableFuture<@Nullable Batch> fetching = ahead;
        ahead = null;
        if (fetching == null) {
            return true;
        }
        try {
            Batch batch = fetching.get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
            if (batch != null) {
                batch.drop();
            }
            return true;
        } catch (InterruptedException e) {
            fetching.cancel(true);
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            fetching.cancel(true);
        } catch (ExecutionException | CancellationException e) {
            // Nobody wants to know.
        }
        return false;
    }

    /** Waits for the batch that is on its way, if any, and keeps it. */
    void settle() {
        CompletableFuture<@Nullable Batch> fetching = ahead;
        if (fetching != null) {
            ahead = CompletableFuture.completedFuture(await(fetching));
        }
    }

    /** Forgets the batch that {@link #settle} kept. */
    void forget() {
        CompletableFuture<@Nullable Batch> settled = ahead;
        ahead = null;
        if (settled != null) {
            Batch batch = settled.join();
            if (batch != null) {
                batch.drop();
            }
        }
    }
}
