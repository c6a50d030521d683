package io.thriftplugins.rpc;

import io.thriftplugins.Endpoint;
import io.thriftplugins.Limit;
import io.thriftplugins.Limits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of one listener. Where there is room for no more, the one that has been silent for longest makes
 * room, as long as there is one without a valid token: somebody who opens connections by the thousand and says nothing
 * must not keep out a plugin, which says at once who it is. Safe for use by many threads.
 */
final class Arrivals {

    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);

    private final Endpoint endpoint;
    private final Limits limits;

    /** Guarded by this. */
    private final Set<InboundConnection> all = new HashSet<>();

    /** Guarded by this: those that have presented no valid token, the oldest one first. */
    private final Set<InboundConnection> unknown = new LinkedHashSet<>();

    /** Guarded by this: whether it was told that a limit is reached. */
    private boolean told;

    Arrivals(Endpoint endpoint, Limits limits) {
        this.endpoint = endpoint;
        this.limits = limits;
    }

    /** Whether there is room for one more; makes room if that is possible. For the accepting thread. */
    boolean admit() {
        Limit reached = reached();
        if (reached == null) {
            return true;
        }
        tell(reached);
        List<InboundConnection> strangers = oldestFirst();
        // Who waits for memory has said something, and is closed only if there is nobody else.
        return strangers.stream().anyMatch(connection -> !connection.waitsForMemory() && connection.closeIfSilent())
                || strangers.stream().anyMatch(InboundConnection::closeIfSilent);
    }

    /**
     * Closes the oldest connection without a valid token that has taken memory for a message and doesn't send it on.
     *
     * @param from what the memory was taken from
     * @return the memory, which is the caller's to give back; null if there is no such connection
     */
    MessageMemory.@Nullable Taken closeStalled(PeerQuota from) {
        for (InboundConnection connection : oldestFirst()) {
            MessageMemory.Taken memory = connection.closeIfStalled(from);
            if (memory != null) {
                return memory;
            }
        }
        return null;
    }

    private synchronized @Nullable Limit reached() {
        if (unknown.size() >= limits.number(Limit.MAX_UNKNOWN_CONNECTIONS)) {
            return Limit.MAX_UNKNOWN_CONNECTIONS;
        } else if (all.size() >= limits.number(Limit.MAX_CONNECTIONS)) {
            return Limit.MAX_CONNECTIONS;
        }
        told = false;
        return null;
    }

    /**
     * Whether no more than half of the connections are there: what one peer may have beyond its own comes from
     * this half, so that the other one is left for others.
     */
    synchronized boolean hasSpare() {
        return all.size() <= limits.number(Limit.MAX_CONNECTIONS) / 2;
    }

    /** Once, so that whoever floods the listener doesn't flood the log as well. */
    private void tell(Limit limit) {
        boolean first;
        synchronized (this) {
            first = !told;
            told = true;
        }
        if (first) {
            LOG.warn(
                    "The limit {} is reached at {}: connections without a valid token are closed for new ones",
                    limits.text(limit),
                    endpoint);
        }
    }

    /** A copy, since a connection that closes takes itself out. */
    private synchronized List<InboundConnection> oldestFirst() {
        return new ArrayList<>(unknown);
    }

    synchronized void add(InboundConnection connection) {
        all.add(connection);
        unknown.add(connection);
    }

    /** It has presented a valid token. */
    synchronized void greeted(InboundConnection connection) {
        unknown.remove(connection);
    }

    /** It has ended; false if that is known. */
    synchronized boolean remove(InboundConnection connection) {
        unknown.remove(connection);
        return all.remove(connection);
    }

    synchronized List<InboundConnection> all() {
        return new ArrayList<>(all);
    }
}
