package io.thriftplugins.transport.socket;

import io.thriftplugins.Endpoint;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log of peers that were refused, but not so often that whoever is refused could fill it. For one thread. */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(TlsListener.class);

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Endpoint endpoint;
    private long last;
    private boolean any;
    private int unsaid;

    Refusals(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** A peer was refused. */
    void add(String peer, String reason) {
        long now = System.nanoTime();
        if (any && now - last < PAUSE_NANOS) {
            unsaid++;
            LOG.debug("Refused a connection to {} from {}: {}", endpoint, peer, reason);
            return;
        }
        LOG.warn("Refused a connection to {} from {}: {}{}", endpoint, peer, reason, others());
        any = true;
        last = now;
        unsaid = 0;
    }

    private String others() {
        return unsaid == 0 ? "" : " (and " + unsaid + " more since the last message, which are logged as debug)";
    }
}
