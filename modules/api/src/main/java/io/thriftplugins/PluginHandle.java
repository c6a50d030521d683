package io.thriftplugins;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A plugin that has registered, as its host sees it. Safe for use by many threads.
 *
 * <p>A plugin that a loader has launched may be restarted or replaced; its handle stays valid, and so does what was
 * made of it: typed interfaces, and {@link #messages()}. What it tells of the plugin is told of the process that
 * answers calls at this time, or did last. Calls that are in flight when a process ends fail with {@link
 * ErrorCode#PLUGIN_ENDED} and are never repeated; calls that are made while there is none wait for the next one, at
 * most for their own timeout, and fail at once when there won't be one. Objects belong to their process: once that has
 * ended, using them fails with {@link ErrorCode#OBJECT_RELEASED}.
 */
public interface PluginHandle extends FunctionCaller, AutoCloseable {

    /**
     * The plugin's name.
     *
     * @return the name that the token was issued for; see {@link #reportedName()}
     */
    String name();

    /**
     * The name that the plugin gave itself.
     *
     * @return the name, possibly empty
     */
    String reportedName();

    /**
     * The plugin's version. A replacement may have another one.
     *
     * @return free text, possibly empty
     */
    String version();

    /**
     * What else the plugin told when it registered.
     *
     * @return an unmodifiable map
     */
    Map<String, @Nullable Object> metadata();

    /**
     * Where the plugin stands.
     *
     * @return its state, which may have changed already
     */
    PluginState state();

    /**
     * The process that the host launched for it.
     *
     * @return the process id; empty if the host launched none, and while a restart has not come as far as to register
     */
    OptionalLong pid();

    /**
     * What another host needs to take the plugin over when this one is gone.
     *
     * @return the attachment; empty unless the plugin was told to outlive its host, and can
     */
    default Optional<PluginAttachment> attachment() {
        return Optional.empty();
    }

    /**
     * Completes when the plugin says that it is ready; while it is being restarted, when it does so again. What depends
     * on it may run on the thread that answers the plugin, which waits meanwhile: if it blocks, use the methods of
     * {@link CompletableFuture} whose names end with {@code Async}.
     *
     * @return completes with this handle, or with a {@link PluginException} if the plugin ends before and is not
     *     restarted
     */
    CompletableFuture<PluginHandle> ready();

    /**
     * Waits until the plugin is ready, as {@link #ready()} tells. Blocks.
     *
     * @param timeout how long to wait
     * @throws PluginException with {@link ErrorCode#READY_TIMEOUT} if that took too long, or if the plugin ends before
     */
    void awaitReady(Duration timeout);

    /**
     * Completes when the plugin has ended, for whatever reason, and will not be restarted. What depends on it may run
     * on the thread that clears up after the plugin: if it blocks, use the methods whose names end with {@code Async}.
     *
     * @return completes with what is known of the end of its last process, never exceptionally
     */
    CompletableFuture<PluginEnd> ended();

    /**
     * Stops the plugin in steps: ask, terminate, kill; then its connections, token, and what its process started. Calls
     * in flight fail. Blocks until the plugin has ended or the last step's time is over. Harmless when repeated, by any
     * number of threads, or when the plugin has ended, and can be called from a function that the plugin calls.
     *
     * <p>A plugin that was stopped is not restarted. If it was about to be, it isn't, which is
     * {@link StopResult#ALREADY_ENDED}; a process that was being launched for that is ended without being asked.
     *
     * @param policy how long each step may take
     * @return which step was enough
     */
    StopResult stop(StopPolicy policy);

    /** Stops the plugin with the policy that its server was given. */
    @Override
    void close();
}
