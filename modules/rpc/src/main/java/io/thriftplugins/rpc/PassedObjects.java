package io.thriftplugins.rpc;

import io.thriftplugins.Blob;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The objects that one message passes to the peer, so that they can be taken back if it doesn't arrive. Not safe for
 * use by many threads; it belongs to one direction of a connection.
 */
final class PassedObjects {

    private final Supplier<@Nullable ObjectSpace> space;
    private final boolean handsOver;

    /** Null for none, which is what most messages pass. */
    private @Nullable List<Integer> handles;

    /**
     * No objects.
     *
     * @param space the objects between this side and the peer; null while it is unknown who the peer is
     * @param handsOver whether objects are given away, as results are, or lent, as arguments are
     */
    PassedObjects(Supplier<@Nullable ObjectSpace> space, boolean handsOver) {
        this.space = space;
        this.handsOver = handsOver;
    }

    /** The objects between this side and the peer. */
    ObjectSpace peer() {
        ObjectSpace peer = space.get();
        if (peer == null) {
            throw new PluginException(
                    ErrorCode.NOT_SUPPORTED,
                    "Bytes or an object can't be passed before the plugin has registered, nor in its metadata");
        }
        return peer;
    }

    /** A message begins; the objects of the last one have arrived. */
    void begin() {
        handles = null;
    }

    /** The message that was being written does not arrive: nobody else will release its objects. */
    void takeBack() {
        takeBackFrom(0);
    }

    int count() {
        return handles == null ? 0 : handles.size();
    }

    /** The objects behind the first ones do not arrive. */
    void takeBackFrom(int first) {
        removeFrom(first).forEach(handle -> peer().held().takeBack(handle));
    }

    /** The objects behind the first ones are passed another time. */
    void forgetFrom(int first) {
        removeFrom(first).forEach(handle -> peer().held().forget(handle));
    }

    /** Objects that were collected for this message. */
    void adopt(PassedObjects others) {
        others.removeFrom(0).forEach(this::note);
    }

    private List<Integer> removeFrom(int first) {
        List<Integer> current = handles;
        if (current == null || current.size() <= first) {
            return List.of();
        }
        List<Integer> last = current.subList(first, current.size());
        List<Integer> removed = List.copyOf(last);
        last.clear();
        return removed;
    }

    /** Gives an object a handle; returns what the message is to say of it. */
    ObjectReference add(Object value) {
        HeldObject held = HeldObject.of(value instanceof byte[] bytes ? Blob.of(bytes) : value, handsOver);
        int handle;
        try {
            handle = peer().held().add(held);
        } catch (PluginException e) {
            held.refused(e);
            throw e;
        }
        note(handle);
        return new ObjectReference(held.kind(), handle, held.name());
    }

    private void note(int handle) {
        List<Integer> current = handles;
        if (current == null) {
            current = new ArrayList<>(1);
            handles = current;
        }
        current.add(handle);
    }
}
