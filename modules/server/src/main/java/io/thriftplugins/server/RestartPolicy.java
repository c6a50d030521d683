package io.thriftplugins.server;

import java.time.Duration;
import java.util.Objects;

/**
 * Whether a plugin is launched again when its process has ended although nobody stopped it. Immutable; the {@code with}
 * methods return a copy.
 *
 * <p>The first restart within a window follows after {@code firstPause}, each further one after {@code factor} times
 * the pause before, at most {@code longestPause}. A restart that fails to become ready counts as any other one. When
 * there would be more than {@code limit} within {@code window}, the plugin is {@link
 * io.thriftplugins.PluginState#FAILED}.
 *
 * @param condition after which ends
 * @param firstPause between the end of a process and the launch of the next one, for the first restart in a window
 * @param factor by which pauses grow, at least 1
 * @param longestPause where they cease to grow, at least {@code firstPause}
 * @param jitter by which part of it each pause may be shorter, by chance, from 0 to 1: so plugins that died together
 *     are not all launched at the same time
 * @param limit how many restarts there may be within a window, from 1 to 10,000
 * @param window how long a restart counts
 */
public record RestartPolicy(
        Condition condition,
        Duration firstPause,
        double factor,
        Duration longestPause,
        double jitter,
        int limit,
        Duration window) {

    private static final int HIGHEST_LIMIT = 10_000;

    /** When a plugin is restarted. A plugin that was stopped, or whose loader or server was closed, never is. */
    public enum Condition {
        /** Never. */
        NEVER,
        /** When its process ended by a signal or with another exit code than 0, or was found unhealthy. */
        ON_FAILURE,
        /** Whenever its process ended, also with exit code 0. */
        ALWAYS
    }

    /** Checks the ranges. */
    public RestartPolicy {
        Objects.requireNonNull(condition, "condition");
        require(!firstPause.isNegative(), "firstPause must not be negative, but is " + firstPause);
        require(factor >= 1 && factor < Double.POSITIVE_INFINITY, "factor must be at least 1, but is " + factor);
        require(
                longestPause.compareTo(firstPause) >= 0,
                "longestPause must be at least firstPause = " + firstPause + ", but is " + longestPause);
        require(jitter >= 0 && jitter <= 1, "jitter must be from 0 to 1, but is " + jitter);
        require(limit >= 1 && limit <= HIGHEST_LIMIT, "limit must be from 1 to 10,000, but is " + limit);
        require(!window.isNegative() && !window.isZero(), "window must be positive, but is " + window);
    }

    /**
     * No restarts: a plugin whose process ends has failed.
     *
     * @return the policy
     */
    public static RestartPolicy never() {
        return of(Condition.NEVER);
    }

    /**
     * Restarts after failures, at most 5 within 5 minutes, after pauses of 250 ms, 500 ms, 1 s, 2 s and 4 s, each up to
     * a tenth shorter.
     *
     * @return the policy
     */
    public static RestartPolicy onFailure() {
        return of(Condition.ON_FAILURE);
    }

    /**
     * Restarts as {@link #onFailure()} does, and also when a plugin's process exited with code 0 by itself.
     *
     * @return the policy
     */
    public static RestartPolicy always() {
        return of(Condition.ALWAYS);
    }

    private static RestartPolicy of(Condition condition) {
        return new RestartPolicy(
                condition, Duration.ofMillis(250), 2, Duration.ofSeconds(30), 0.1, 5, Duration.ofMinutes(5));
    }

    /**
     * Sets the pauses.
     *
     * @param first the first one within a window
     * @param growth the factor by which they grow
     * @param longest where they cease to grow
     * @return a copy
     */
    public RestartPolicy withPauses(Duration first, double growth, Duration longest) {
        return new RestartPolicy(condition, first, growth, longest, jitter, limit, window);
    }

    /**
     * Sets how much shorter pauses may be by chance.
     *
     * @param part from 0, for exact pauses, to 1
     * @return a copy
     */
    public RestartPolicy withJitter(double part) {
        return new RestartPolicy(condition, firstPause, factor, longestPause, part, limit, window);
    }

    /**
     * Sets how many restarts there may be.
     *
     * @param restarts how many within the window
     * @param within the window
     * @return a copy
     */
    public RestartPolicy withLimit(int restarts, Duration within) {
        return new RestartPolicy(condition, firstPause, factor, longestPause, jitter, restarts, within);
    }

    /** Whether an end is followed by a restart, as far as the limit allows. */
    boolean covers(boolean cleanExit) {
        return condition == Condition.ALWAYS || (condition == Condition.ON_FAILURE && !cleanExit);
    }

    /**
     * The pause before a restart.
     *
     * @param number which one within the window, from 1
     * @param chance from 0 to 1
     */
    Duration pause(int number, double chance) {
        double grown = nanos(firstPause) * Math.pow(factor, number - 1.0);
        return Duration.ofNanos((long) (Math.min(grown, nanos(longestPause)) * (1 - jitter * chance)));
    }

    private static double nanos(Duration duration) {
        return duration.getSeconds() * 1e9 + duration.getNano();
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException("In a restart policy " + otherwise);
        }
    }
}
