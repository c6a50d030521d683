package io.thriftplugins;

import java.time.Duration;

/**
 * How a host makes sure that its plugins answer. Each is asked for something that costs nothing, over a connection that
 * no call uses, so that a plugin which is merely busy answers too. One that does not answer in time is ended as a
 * failure: its process is killed with all that it started, and calls in flight fail with the reason.
 *
 * <p>A host that was itself paused, or has no processor to run on, does not count that time against its plugins. How
 * the asking is done is described in {@code docs/ending.md}.
 *
 * @param interval the time between an answer and the next question, more than zero
 * @param deadline how long an answer may take, more than zero; a plugin needs as long to have its garbage collected, or
 *     to be scheduled on a busy machine
 */
public record HealthCheck(Duration interval, Duration deadline) {

    /** Every ten seconds, with ten seconds to answer. */
    public static final HealthCheck DEFAULT = new HealthCheck(Duration.ofSeconds(10), Duration.ofSeconds(10));

    /** Checks the ranges. */
    public HealthCheck {
        if (interval.isNegative() || interval.isZero() || deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException(
                    "The times of a health check are more than zero, not " + interval + " and " + deadline);
        }
    }
}
