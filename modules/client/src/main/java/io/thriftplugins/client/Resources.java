package io.thriftplugins.client;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened, to be closed in the opposite order. Filled by one thread, closed by any. */
final class Resources {

    private static final Logger LOG = LoggerFactory.getLogger(Resources.class);

    /** Guarded by this. */
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** Guarded by this: what comes before everything else, even before the plugin is stopped. */
    private @Nullable AutoCloseable first;

    /** Guarded by this. */
    private boolean closed;

    /** Takes over a resource; if the others are closed already, this one is closed too. */
    <T extends AutoCloseable> T add(T resource) {
        synchronized (this) {
            if (!closed) {
                open.push(resource);
                return resource;
            }
        }
        close(resource);
        throw new io.thriftplugins.PluginException(
                io.thriftplugins.ErrorCode.CLOSED, "The plugin was stopped while it was starting");
    }

    synchronized void addFirst(AutoCloseable resource) {
        first = resource;
    }

    void closeFirst() {
        AutoCloseable resource;
        synchronized (this) {
            resource = first;
            first = null;
        }
        if (resource != null) {
            close(resource);
        }
    }

    void close() {
        while (true) {
            AutoCloseable resource;
            synchronized (this) {
                closed = true;
                resource = open.poll();
            }
            if (resource == null) {
                return;
            }
            close(resource);
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.warn("Could not close {}", resource, e);
        }
    }
}
