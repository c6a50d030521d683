package io.thriftplugins.server;

import io.thriftplugins.PlannedRestart;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The restarts of one plugin that count towards the limit of its policy. Not safe for use by many threads. */
final class RestartHistory {

    private final RestartPolicy policy;
    private final LongSupplier nanoTime;
    private final DoubleSupplier chance;

    /** When the restarts within the window were planned, oldest first. */
    private final Deque<Long> planned = new ArrayDeque<>();

    /**
     * No restarts so far.
     *
     * @param nanoTime the time, as {@link System#nanoTime()} tells it
     * @param chance gives numbers from 0 to 1
     */
    RestartHistory(RestartPolicy policy, LongSupplier nanoTime, DoubleSupplier chance) {
        this.policy = policy;
        this.nanoTime = nanoTime;
        this.chance = chance;
    }

    /** No restarts so far, with the clock and the chance of this machine. */
    static RestartHistory of(RestartPolicy policy) {
        return new RestartHistory(
                policy, System::nanoTime, () -> ThreadLocalRandom.current().nextDouble());
    }

    RestartPolicy policy() {
        return policy;
    }

    /** Plans one more restart; null if the limit is reached. */
    @Nullable
    PlannedRestart next() {
        long now = nanoTime.getAsLong();
        long window = TimeUnit.NANOSECONDS.convert(policy.window());
        while (!planned.isEmpty() && now - planned.peekFirst() >= window) {
            planned.removeFirst();
        }
        if (planned.size() >= policy.limit()) {
            return null;
        }
        planned.addLast(now);
        int number = planned.size();
        return new PlannedRestart(number, policy.limit(), policy.pause(number, chance.getAsDouble()));
    }
}
