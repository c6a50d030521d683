package io.thriftplugins.client;

import io.thriftplugins.Host;
import io.thriftplugins.Plugin;
import org.jspecify.annotations.Nullable;

/**
 * The plugin's start-up work, which the end interrupts: a plugin that waits for something in vain would otherwise outlive
 * its host. What the thread does before and after is not interrupted. Safe for use by many threads.
 */
final class StartUp {

    /** Guarded by this. */
    private @Nullable Thread thread;

    /** Guarded by this. */
    private boolean ended;

    /** Does the work on this thread; nothing if the end has begun. */
    void run(Plugin plugin, Host host) throws Exception {
        synchronized (this) {
            if (ended) {
                return;
            }
            thread = Thread.currentThread();
        }
        try {
            plugin.start(host);
        } finally {
            synchronized (this) {
                thread = null;
                if (ended) {
                    boolean ignored = Thread.interrupted();
                }
            }
        }
    }

    synchronized void end() {
        ended = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
