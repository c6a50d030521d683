package io.thriftplugins;

import java.time.Duration;

/**
 * How long each step of stopping a plugin may take; the next step follows when it was not enough.
 *
 * @param ask after it was asked to shut down and its stdin was closed
 * @param terminate after its process was told to terminate ({@code SIGTERM})
 * @param kill after its process was killed; the end is then only waited for
 */
public record StopPolicy(Duration ask, Duration terminate, Duration kill) {

    /** Five seconds to clean up, two to terminate, five for the kernel to remove a killed process. */
    public static final StopPolicy DEFAULT =
            new StopPolicy(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(5));

    /** Checks that no time is negative. */
    public StopPolicy {
        if (ask.isNegative() || terminate.isNegative() || kill.isNegative()) {
            throw new IllegalArgumentException("The times of a stop policy can't be negative");
        }
    }

    /**
     * The default with another time to clean up.
     *
     * @param grace how long the plugin may take after it was asked; zero skips asking
     * @return the policy
     */
    public static StopPolicy within(Duration grace) {
        return new StopPolicy(grace, DEFAULT.terminate(), DEFAULT.kill());
    }
}
