package io.thriftplugins.e2e.hostile;

import java.time.Duration;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Whether an attack has left anything in the JVM that was attacked. */
record Aftermath(Vitals before, Supplier<Vitals> present) {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /**
     * Waits until all that came since is gone; fails if it doesn't go.
     *
     * @param alsoThreads whether to wait for threads, too, which are kept for 5 s for the next connection
     */
    void await(String attack, boolean alsoThreads) {
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> before.covers(present.get(), alsoThreads));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "After " + attack + " there is " + present.get() + ", more than before: " + before, e);
        }
    }
}
