package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PlannedRestart;
import io.thriftplugins.PluginEnd;
import io.thriftplugins.PluginException;
import org.jspecify.annotations.Nullable;

/**
 * What follows when a process of a plugin has ended although nobody stopped it.
 *
 * @param restart when it is launched again; null if it is not
 * @param reason what users are told
 */
record RestartDecision(@Nullable PlannedRestart restart, PluginException reason) {

    /** It could not be launched again. */
    static RestartDecision afterFailure(String name, RestartHistory history, PluginException reason) {
        return decide(name, history, reason, false);
    }

    /**
     * It has ended.
     *
     * @param reason what ended it, or null if only its end is known
     */
    static RestartDecision afterEnd(
            String name, RestartHistory history, PluginEnd end, @Nullable PluginException reason) {
        return decide(name, history, reason == null ? EndReason.of(end, false) : reason, isClean(end));
    }

    /** Whether it ended by itself as a program does whose work is done; one in the host's JVM has no exit code. */
    private static boolean isClean(PluginEnd end) {
        Integer code = end.exitCode();
        return end.reason() == null
                && end.signal() == null
                && (code == null ? end.stderrTail().isEmpty() : code == 0);
    }

    private static RestartDecision decide(String name, RestartHistory history, PluginException reason, boolean clean) {
        RestartPolicy policy = history.policy();
        if (!policy.covers(clean)) {
            return new RestartDecision(null, reason);
        }
        PlannedRestart next = history.next();
        return next != null
                ? new RestartDecision(next, reason)
                : new RestartDecision(
                        null,
                        new PluginException(
                                ErrorCode.PLUGIN_ENDED,
                                "The plugin '" + name + "' was restarted " + policy.limit() + " times within "
                                        + policy.window().toMillis()
                                        + " ms, as often as its restart policy allows, and is given up. At last: "
                                        + reason.getMessage(),
                                reason));
    }
}
