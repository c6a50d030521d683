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
        List<Integer> lost = handles;
        if (lost != null) {
            handles = null;
            lost.forEach(peer().held()::takeBack);
        }
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
        List<Integer> current = handles;
        if (current == null) {
            current = new ArrayList<>(1);
            handles = current;
        }
        current.add(handle);
        return new ObjectReference(held.kind(), handle, held.name());
    }
}
