package io.thriftplugins;

import java.time.Duration;

/**
 * How long each step of stopping a plugin may take; the next step follows when it was not enough, and a step whose time
 * is zero is skipped, but for the last. {@link StopResult} says which step was needed.
 *
 * <p>The last two times are those of a plugin's descendants too, once more, after its own process has ended.
 *
 * @param ask after it was asked to shut down, with the contract's {@code Shutdown}
 * @param endInput after its stdin was closed; plugins of ours take that for the end of their host, give up waiting for
 *     anything, and clean up for two seconds at most
 * @param terminate after its process was told to terminate ({@code SIGTERM}); stdin is closed by then at the latest
 * @param kill after its process was killed; the end is then only waited for
 */
public record StopPolicy(Duration ask, Duration endInput, Duration terminate, Duration kill) {

    // Before the default, which is checked as well.
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /**
     * Five seconds to clean up, one to notice the end of stdin, two to terminate, five for the kernel to remove a
     * killed process.
     */
    public static final StopPolicy DEFAULT =
            new StopPolicy(Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5));

    /** Checks that no time is negative. A hundred years count for all times that are longer. */
    public StopPolicy {
        if (ask.isNegative() || endInput.isNegative() || terminate.isNegative() || kill.isNegative()) {
            throw new IllegalArgumentException("The times of a stop policy can't be negative: ask " + ask
                    + ", endInput " + endInput + ", terminate " + terminate + ", kill " + kill);
        }
        ask = shorter(ask);
        endInput = shorter(endInput);
        terminate = shorter(terminate);
        kill = shorter(kill);
    }

    /**
     * A policy without a step for the end of stdin.
     *
     * @param ask after it was asked to shut down
     * @param terminate after its stdin was closed and its process told to terminate
     * @param kill after its process was killed
     */
    public StopPolicy(Duration ask, Duration terminate, Duration kill) {
        this(ask, Duration.ZERO, terminate, kill);
    }

    /**
     * The default with another time to clean up.
     *
     * @param grace how long the plugin may take after it was asked; zero skips asking, and waiting for what the end of
     *     stdin does
     * @return the policy
     */
    public static StopPolicy within(Duration grace) {
        return new StopPolicy(
                grace, grace.isZero() ? Duration.ZERO : DEFAULT.endInput, DEFAULT.terminate, DEFAULT.kill);
    }

    /**
     * The steps that a process goes through that isn't worth asking, such as one that failed to load.
     *
     * @return a copy whose first step is to terminate
     */
    public StopPolicy withoutAsking() {
        return new StopPolicy(Duration.ZERO, Duration.ZERO, terminate, kill);
    }

    /** Such that sums of it, and with the system's clock, don't overflow. */
    private static Duration shorter(Duration time) {
        return time.compareTo(LONGEST) < 0 ? time : LONGEST;
    }
}
