package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PlannedRestart;
import io.thriftplugins.PluginEvent;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What users are told of a loaded plugin. Read by many threads, changed by one at a time. */
final class ToldState {

    /** What completes "This object of plugin 'x' is gone: ". */
    static final String RESTARTED =
            "its process has ended, and the plugin was restarted since; get another one from it";

    /** What completes "This object of plugin 'x' is gone: ". */
    static final String REPLACED = "its process has ended, since the plugin was replaced; get another one from it";

    private final PluginHandle handle;
    private final String name;
    private final PluginRegistry registry;
    private final Logger log;
    private volatile PluginState state = PluginState.LAUNCHED;

    /** The process that tells of the plugin: the latest that has registered, except a replacement that still loads. */
    private volatile @Nullable RegisteredPlugin known;

    private volatile @Nullable PlannedRestart planned;

    /**
     * A plugin that is about to be launched.
     *
     * @param handle what users see
     */
    ToldState(PluginHandle handle, String name, PluginRegistry registry) {
        this.handle = handle;
        this.name = name;
        this.registry = registry;
        this.log = new PluginLog(name).logger();
    }

    PluginHandle handle() {
        return handle;
    }

    String name() {
        return name;
    }

    Logger log() {
        return log;
    }

    PluginState state() {
        return state;
    }

    RegisteredPlugin known() {
        return Objects.requireNonNull(known, "not registered");
    }

    void known(RegisteredPlugin plugin) {
        known = plugin;
    }

    /** Moves on to a state and tells the listeners. */
    void advance(PluginState to) {
        advance(to, null);
    }

    /**
     * Moves on to a state and tells the listeners.
     *
     * @param failure why, or null
     */
    void advance(PluginState to, @Nullable PluginException failure) {
        tell(to, failure, null);
    }

    /** It will be launched again. */
    void restarting(PlannedRestart next, PluginException why) {
        planned = next;
        log.info(
                "Restart {} of at most {} in {} ms: {}",
                next.number(),
                next.limit(),
                next.pause().toMillis(),
                why.getMessage());
        tell(PluginState.RESTARTING, why, next);
    }

    /** It has no process, and may get one; false if nobody registers any more. */
    boolean waitForProcess() {
        return registry.addRestarting(handle);
    }

    /** A restart has come to its end, or does not take place. */
    void settled() {
        planned = null;
        registry.removeRestarting(handle);
    }

    private void tell(PluginState to, @Nullable PluginException failure, @Nullable PlannedRestart restart) {
        state = to;
        registry.fire(new PluginEvent(name, to, known == null ? null : handle, failure, restart));
    }

    PluginException notReadyInTime() {
        PlannedRestart restart = planned;
        return new PluginException(
                ErrorCode.DEADLINE_EXCEEDED,
                "The plugin '" + name + "' was not ready until the call's timeout was over; the call was not made. "
                        + (restart == null
                                ? "It is " + state
                                : "It is being restarted, for the " + restart.number() + ". time of at most "
                                        + restart.limit()));
    }

    PluginException stopped() {
        return new PluginException(ErrorCode.CLOSED, "The plugin '" + name + "' was stopped; load it again to call it");
    }
}
