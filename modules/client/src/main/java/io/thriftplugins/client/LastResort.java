package io.thriftplugins.client;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends this JVM when nothing else does, and what it has started with it. */
final class LastResort {

    private LastResort() {}

    /** Halts the JVM, without shutdown hooks, unless something is done in time. Doesn't block. */
    static void haltUnless(CountDownLatch done, Duration limit, Descendants descendants) {
        Thread thread = new Thread(
                () -> {
                    try {
                        if (!done.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                            halt(descendants);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "thrift-plugins-last-resort");
        thread.setDaemon(true);
        thread.start();
    }

    /** Halts the JVM if it has not ended by itself until then. Doesn't block. */
    static void haltAfter(Duration limit, Descendants descendants) {
        haltUnless(new CountDownLatch(1), limit, descendants);
    }

    /** Whatever goes wrong meanwhile, as when memory has run out. */
    static void halt(Descendants descendants) {
        try {
            descendants.end();
        } finally {
            Runtime.getRuntime().halt(1);
        }
    }
}
