package io.thriftplugins.rpc;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is known of who is at the other end of an inbound connection. Safe for use by many threads. */
public final class Session {

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final String peer;
    private final String peerIdentity;
    private final Runnable closing;
    private final BooleanSupplier spare;
    private final Consumer<ObjectSpace> bound;
    private volatile @Nullable Object owner;
    private volatile @Nullable ObjectSpace objects;
    private volatile @Nullable Runnable afterReply;
    private volatile @Nullable ServiceAccess services;

    /** Guarded by this. */
    private boolean ended;

    private volatile boolean refused;

    /**
     * A session of nobody as yet.
     *
     * @param peer where the connection comes from
     * @param peerIdentity who the transport has found the peer to be; often empty
     * @param closing closes the connection
     * @param spare whether its listener has connections to spare, for calls within calls
     * @param bound told once, by the thread that serves the call, when the connection has an owner, before the call's
     *     answer is written: who has that answer is no stranger any more
     */
    Session(String peer, String peerIdentity, Runnable closing, BooleanSupplier spare, Consumer<ObjectSpace> bound) {
        this.peer = peer;
        this.peerIdentity = peerIdentity;
        this.closing = closing;
        this.spare = spare;
        this.bound = bound;
    }

    /** Closes the connection; who serves a call on it is interrupted, unless that is the caller. Harmless twice. */
    public void close() {
        closing.run();
    }

    /**
     * Where the connection comes from, for messages.
     *
     * @return the transport's text
     */
    public String peer() {
        return peer;
    }

    /**
     * Who the transport has found the peer to be.
     *
     * @return see {@link io.thriftplugins.spi.TransportConnection#peerIdentity()}; often empty
     */
    public String peerIdentity() {
        return peerIdentity;
    }

    /**
     * Who has presented a valid token on this connection.
     *
     * @return what {@link #bind} was given, or null
     */
    public @Nullable Object owner() {
        return owner;
    }

    /**
     * Binds the connection to whoever presented a valid token first. From then on nobody else's token is valid here, so
     * that a token that leaked is of no use to another plugin.
     *
     * @param newOwner who presented a token
     * @param space the objects between this side and the owner
     * @return whether the connection was free or theirs already
     * @throws io.thriftplugins.PluginException with {@code LIMIT_EXCEEDED} if the owner has too many connections; this
     *     one is closed after the answer
     */
    @SuppressWarnings("ReferenceEquality") // an owner is who it is, whatever it equals
    public boolean bind(Object newOwner, ObjectSpace space) {
        if (owner == null && take(newOwner, space)) {
            bound.accept(space);
        }
        return owner == newOwner;
    }

    /** Returns false if somebody else was first. */
    private synchronized boolean take(Object newOwner, ObjectSpace space) {
        if (owner != null) {
            return false;
        } else if (ended) {
            throw new PluginException(ErrorCode.CLOSED, "The connection has ended");
        }
        try {
            space.quota().enter(spare);
        } catch (PluginException e) {
            refused = true;
            throw e;
        }
        objects = space;
        owner = newOwner;
        return true;
    }

    /** The connection has ended: its place is free for another one. */
    synchronized void end() {
        if (!ended && objects != null) {
            objects.quota().leave();
        }
        ended = true;
    }

    /** Whether the connection has ended. */
    synchronized boolean isEnded() {
        return ended;
    }

    /** Whether the peer has too many connections, of which this is one. */
    boolean isRefused() {
        return refused;
    }

    /** The objects between this side and the owner; null while there is no owner. */
    @Nullable
    ObjectSpace objects() {
        return objects;
    }

    /** From now on services of this side's own can be called on the connection. */
    void grant(ServiceAccess access) {
        services = access;
    }

    /** The services of this side's own that can be called on the connection; null if it was not opened for any. */
    @Nullable
    ServiceAccess services() {
        return services;
    }

    /**
     * Has something done when the call that is being served has been answered, such as to end, which the caller would
     * otherwise take for a failure.
     *
     * @param action what to do, once; must not block
     */
    public void afterReply(Runnable action) {
        afterReply = action;
    }

    /** The answer was sent, or could not be. */
    void replied() {
        Runnable action = afterReply;
        if (action != null) {
            afterReply = null;
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.error("What was to be done after a reply failed", e);
            }
        }
    }
}
