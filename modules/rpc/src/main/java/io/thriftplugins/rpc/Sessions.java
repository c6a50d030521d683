package io.thriftplugins.rpc;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections of one peer. However its end and that of a connection fall together, none stays open that nobody will
 * close, and none is kept that has ended. Safe for use by many threads.
 */
public final class Sessions {

    private final Set<Session> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** No connections. */
    public Sessions() {}

    /**
     * One more; harmless if it is known. If the peer has ended, the connection is closed at once.
     *
     * @param session the connection, bound to the peer
     */
    public void add(Session session) {
        open.add(session);
        // Both only now: then whoever closes all sees this one, or this sees that; and so with its own end.
        if (session.isEnded()) {
            open.remove(session);
        } else if (closed) {
            session.close();
        }
    }

    /**
     * One has ended; harmless if it is not known.
     *
     * @param session the connection
     */
    public void remove(Session session) {
        open.remove(session);
    }

    /**
     * Whether there is none.
     *
     * @return true if so
     */
    public boolean isEmpty() {
        return open.isEmpty();
    }

    /** Closes all that there are, and each that comes later. */
    public void close() {
        closed = true;
        open.forEach(Session::close);
    }
}
