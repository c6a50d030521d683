package io.thriftplugins.server;

import io.thriftplugins.PluginEnd;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A plugin that a {@link ThriftPluginsLoader} has launched, and launches again as its {@link RestartPolicy} says. Not
 * to be implemented by others. Safe for use by many threads.
 */
public interface LoadedPlugin extends PluginHandle {

    /** How long calls and objects of a version that was replaced may last, unless told otherwise. */
    Duration DRAIN_LIMIT = Duration.ofSeconds(30);

    /**
     * What is launched.
     *
     * @return the source that the plugin was loaded from, or was replaced with
     */
    PluginSource source();

    /**
     * What happens when its process ends by itself.
     *
     * @return the policy of {@link #source()}, or the loader's default
     */
    RestartPolicy restartPolicy();

    /**
     * Replaces the plugin by another version of it, as {@link #replaceWith(PluginSource, Duration)} does, and leaves
     * the old one {@link #DRAIN_LIMIT} for what is in use.
     *
     * @param source the new version
     * @return completes with what is known of the end of the old version
     * @throws PluginException if the new version can't be loaded; then nothing has changed
     */
    default CompletableFuture<PluginEnd> replaceWith(PluginSource source) {
        return replaceWith(source, DRAIN_LIMIT);
    }

    /**
     * Replaces the plugin by another version of it: that is loaded beside the old one, and as soon as it is ready,
     * calls go to it. The old version is stopped, with the server's stop policy, as soon as no call to it is in flight
     * and no object of it is held on this side, or when the limit is over, which fails the calls and ends the objects.
     * Blocks until the new version is ready. No call fails because of the replacement unless the limit is too short.
     *
     * <p>The name stays as it is, whatever the source says. Functions and their signatures may change: calls of what is
     * not there any more fail with {@link io.thriftplugins.ErrorCode#INVALID_FUNCTION}, and so do those of typed
     * interfaces, which are compared with the functions only when they are made. The restart policy is that of the new
     * source, and restarts are counted anew. Listeners are told that the plugin is
     * {@link io.thriftplugins.PluginState#READY}, once more.
     *
     * <p>Replacements of one plugin take place one after the other. A plugin that is stopped meanwhile stays stopped:
     * the replacement ends and this fails. If the old process ends meanwhile, it is restarted as its policy says until
     * the new version is ready; without a restart, calls wait for the new version, and the plugin fails only if that
     * does. A plugin that waits for a restart can be replaced, too. A function that the plugin calls may replace it.
     *
     * @param source the new version
     * @param limit how long the old version may still be used
     * @return completes with what is known of the end of the old version; at once if its process has ended before
     * @throws PluginException if the new version can't be loaded, as {@link ThriftPluginsLoader#load} tells; or with
     *     {@link io.thriftplugins.ErrorCode#CLOSED} or {@link io.thriftplugins.ErrorCode#PLUGIN_ENDED} if the plugin
     *     has ended. Nothing has changed then
     */
    CompletableFuture<PluginEnd> replaceWith(PluginSource source, Duration limit);
}
