package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The objects of this side that one peer holds, by the handles that stand for them on the wire (contract 11). Handles
 * count up from 0 and are never used again. Safe for use by many threads.
 */
final class HandleTable {

    private static final Logger LOG = LoggerFactory.getLogger(HandleTable.class);

    private final String peer;
    private final int limit;

    /** Guarded by this. */
    private final Map<Integer, HeldObject> objects = new HashMap<>();

    /** Guarded by this. */
    private int next;

    /** Guarded by this. */
    private boolean closed;

    /** Guarded by this: what the peer held when it ended. */
    private final List<HeldObject> left = new ArrayList<>();

    /**
     * An empty table.
     *
     * @param peer who holds the objects, for messages
     * @param limit how many objects the peer may hold at once
     */
    HandleTable(String peer, int limit) {
        this.peer = peer;
        this.limit = limit;
    }

    /**
     * Gives an object a handle.
     *
     * @throws PluginException with {@code LIMIT_EXCEEDED} if the peer holds too many, with {@code CLOSED} if the
     *     connection to it has ended; the object is not closed then
     */
    synchronized int add(HeldObject object) {
        if (closed) {
            throw new PluginException(
                    ErrorCode.CLOSED, "The connection to " + peer + " has ended; no object can be passed to it");
        } else if (objects.size() >= limit) {
            throw new PluginException(
                    ErrorCode.LIMIT_EXCEEDED,
                    peer + " holds as many objects as the limit maxHandles = " + limit
                            + " allows; close what is not needed any more");
        } else if (next < 0) {
            throw new PluginException(
                    ErrorCode.LIMIT_EXCEEDED, "All handles for " + peer + " are used up; load the plugin again");
        }
        objects.put(next, object);
        return next++;
    }

    /** The object of a handle; null if there never was one. */
    synchronized @Nullable HeldObject find(int handle) {
        HeldObject found = objects.get(handle);
        if (found == null && handle >= 0 && handle < next) {
            throw new PluginException(
                    ErrorCode.OBJECT_RELEASED, "The object of handle " + handle + " has been released");
        }
        return found;
    }

    /**
     * The object of a handle.
     *
     * @throws PluginException with {@code OBJECT_RELEASED}, or {@code INVALID_OBJECT} if there is none or it is of
     *     another type
     */
    <T> T get(int handle, Class<T> type) {
        HeldObject found = find(handle);
        if (found == null) {
            throw new PluginException(
                    ErrorCode.INVALID_OBJECT, "There never was an object of handle " + handle + " for " + peer);
        } else if (!type.isInstance(found.object())) {
            throw new PluginException(
                    ErrorCode.INVALID_OBJECT,
                    "The object of handle " + handle + " is a " + found.kind() + ", not a " + type.getSimpleName());
        }
        return type.cast(found.object());
    }

    /**
     * Takes an object back, and closes it if it was handed over. Harmless when repeated.
     *
     * @throws PluginException with {@code INTERNAL} if there never was such a handle (contract 5.2)
     * @throws Exception what closing throws
     */
    void release(int handle) throws Exception {
        HeldObject removed;
        synchronized (this) {
            if (handle < 0 || (handle >= next && !closed)) {
                throw new PluginException(ErrorCode.INTERNAL, "There never was an object of handle " + handle);
            }
            removed = objects.remove(handle);
        }
        if (removed != null) {
            removed.release();
        }
    }

    /** As {@link #release}, for a handle that the peer never got to know. */
    void takeBack(int handle) {
        try {
            release(handle);
        } catch (Exception e) {
            LOG.warn("Handle {} for {} could not be closed", handle, peer, e);
        }
    }

    /** Takes an object's handle back, but not the object; the peer never got to know the handle. */
    synchronized void forget(int handle) {
        objects.remove(handle);
    }

    synchronized int size() {
        return objects.size();
    }

    /** The peer is gone: its handles are void, and {@link #releaseLeft} has something to do. */
    synchronized void end() {
        closed = true;
        left.addAll(objects.values());
        objects.clear();
    }

    synchronized boolean hasLeft() {
        return !left.isEmpty();
    }

    /** Releases what the peer held when it ended, once. To close an object is others' code, which may do anything. */
    void releaseLeft() {
        List<HeldObject> all;
        synchronized (this) {
            all = List.copyOf(left);
            left.clear();
        }
        for (HeldObject object : all) {
            try {
                object.release();
            } catch (Exception | Error e) {
                LOG.warn("{}, which {} held, could not be closed", object, peer, e);
            }
        }
    }

    /** The peer is gone: releases everything. */
    void close() {
        end();
        releaseLeft();
    }
}
