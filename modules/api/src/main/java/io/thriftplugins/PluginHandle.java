package io.thriftplugins;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A plugin that has registered, as its host sees it. Safe for use by many threads. */
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
     * The plugin's version.
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
     * @return the process id; empty if the host launched none
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
     * Completes when the plugin says that it is ready.
     *
     * @return completes with this handle, or with a {@link PluginException} if the plugin ends before
     */
    CompletableFuture<PluginHandle> ready();

    /**
     * Waits until the plugin is ready. Blocks.
     *
     * @param timeout how long to wait
     * @throws PluginException with {@link ErrorCode#READY_TIMEOUT} if that took too long, or if the plugin ends before
     */
    void awaitReady(Duration timeout);

    /**
     * Completes when the plugin has ended, for whatever reason.
     *
     * @return completes with what is known of the end, never exceptionally
     */
    CompletableFuture<PluginEnd> ended();

    /**
     * Stops the plugin in steps: ask, terminate, kill; then its connections, token, and what its process started. Calls
     * in flight fail. Blocks until the plugin has ended or the last step's time is over. Harmless when repeated, by any
     * number of threads, or when the plugin has ended.
     *
     * @param policy how long each step may take
     * @return which step was enough
     */
    StopResult stop(StopPolicy policy);

    /** Stops the plugin with the policy that its server was given. */
    @Override
    void close();
}
