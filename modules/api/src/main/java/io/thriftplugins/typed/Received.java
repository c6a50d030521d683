package io.thriftplugins.typed;

import io.thriftplugins.PluginException;
import io.thriftplugins.RemoteObject;
import java.util.ArrayList;
import java.util.List;

/** The objects of the other side that one message brought. Not safe for use by many threads. */
final class Received {

    private final List<RemoteObject> all = new ArrayList<>(0);
    private final List<RemoteObject> lent = new ArrayList<>(0);

    /**
     * Takes note of an object.
     *
     * @param kept whether who gets it can close it; otherwise it is released when the call is over
     */
    void add(RemoteObject object, boolean kept) {
        all.add(object);
        if (!kept) {
            lent.add(object);
        }
    }

    /** The call is over. Blocks while it tells the other side. */
    void releaseLent() {
        release(lent);
    }

    /** The message is refused: nobody gets any of its objects. Blocks while it tells the other side. */
    void releaseAll() {
        release(all);
    }

    private static void release(List<RemoteObject> objects) {
        for (RemoteObject object : objects) {
            try {
                object.close();
            } catch (PluginException e) {
                // Its owner's own closing failed, which is the owner's to know; the outcome of the call counts more.
            }
        }
    }
}
