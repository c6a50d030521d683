package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limit;
import io.thriftplugins.Limits;
import io.thriftplugins.PluginException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the objects of one peer that this side has to release, and releases those that were forgotten, one after the
 * other. A peer that sends objects by the thousand makes this side busy with one thread and one connection, no more.
 *
 * <p>An object counts until the peer has answered its release, or that has failed: what waits for its release is kept
 * here, too, and a peer that never answers must not let that grow. Safe for use by many threads.
 */
final class RemoteHandles {

    private static final Logger LOG = LoggerFactory.getLogger(RemoteHandles.class);

    private final ObjectSpace space;
    private final Limits limits;

    /** Those that are in use. */
    private final AtomicInteger open = new AtomicInteger();

    /** Those that are in use, or closed and not released yet. */
    private final AtomicInteger held = new AtomicInteger();

    /** Guarded by itself. */
    private final Queue<Integer> forgotten = new ArrayDeque<>();

    /** Guarded by the queue. */
    private boolean releasing;

    RemoteHandles(ObjectSpace space, Limits limits) {
        this.space = space;
        this.limits = limits;
    }

    /** One more proxy. */
    void add() {
        if (held.incrementAndGet() > limits.number(Limit.MAX_HANDLES)) {
            held.decrementAndGet();
            throw new PluginException(
                    ErrorCode.LIMIT_EXCEEDED,
                    space.peer() + " has passed as many objects as the limit " + limits.text(Limit.MAX_HANDLES)
                            + " allows, of which " + open.get()
                            + " are in use and the others wait for it to answer their release; close what is not"
                            + " needed any more");
        }
        open.incrementAndGet();
    }

    /** How many proxies are not closed. */
    int open() {
        return open.get();
    }

    /** A proxy was closed; its object is still to be released. */
    void closed() {
        open.decrementAndGet();
    }

    /** Releases the object of a proxy that was closed. Blocks until the peer has answered. */
    void release(int handle) {
        try {
            space.call(RemoteHandle.CLOSE, (out, values) -> RemoteHandle.writeHandle(out, handle), Result.VOID, null);
        } finally {
            held.decrementAndGet();
        }
    }

    /** Releases an object on another thread. */
    void releaseLater(int handle) {
        synchronized (forgotten) {
            forgotten.add(handle);
            if (releasing) {
                return;
            }
            releasing = true;
        }
        try {
            var unused = space.rpc()
                    .async(() -> {
                        releaseAll();
                        return this;
                    })
                    .exceptionally(stopped -> this);
        } catch (OutOfMemoryError e) {
            pause();
            throw e;
        }
    }

    private void releaseAll() {
        for (Integer handle = next(); handle != null; handle = next()) {
            try {
                release(handle);
            } catch (PluginException e) {
                LOG.debug("Handle {} of {} could not be released: {}", handle, space.peer(), e.getMessage());
            } catch (RuntimeException | OutOfMemoryError e) {
                LOG.warn("Handle {} of {} could not be released", handle, space.peer(), e);
            }
        }
    }

    /** There is no thread for it at the moment: those that are left wait for the next object that is forgotten. */
    private void pause() {
        synchronized (forgotten) {
            releasing = false;
        }
    }

    private @Nullable Integer next() {
        synchronized (forgotten) {
            releasing = !forgotten.isEmpty();
            return forgotten.poll();
        }
    }
}
