package io.thriftplugins;

import java.time.Duration;

/**
 * When a plugin is launched again whose process has ended.
 *
 * @param number which restart within the window of the restart policy this is, from 1
 * @param limit how many the policy allows within its window
 * @param pause how long after the end
 */
public record PlannedRestart(int number, int limit, Duration pause) {}
