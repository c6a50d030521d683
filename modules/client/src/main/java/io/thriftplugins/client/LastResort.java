package io.thriftplugins.client;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends this JVM when nothing else does. */
final class LastResort {

    private LastResort() {}

    /** Halts the JVM, without shutdown hooks, unless something is done in time. Doesn't block. */
    static void haltUnless(CountDownLatch done, Duration limit) {
        Thread thread = new Thread(
                () -> {
                    try {
                        if (!done.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                            Runtime.getRuntime().halt(1);
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "thrift-plugins-last-resort");
        thread.setDaemon(true);
        thread.start();
    }
}
