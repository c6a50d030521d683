package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limit;
import io.thriftplugins.Limits;
import io.thriftplugins.LogLevel;
import io.thriftplugins.PluginAttachment;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.rpc.Rpc;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Launches plugins for a {@link ThriftPluginsServer}: executables, JARs in processes of their own, JARs inside the
 * host. Safe for use by many threads.
 */
public final class ThriftPluginsLoader implements AutoCloseable {

    private final ThriftPluginsServer server;
    private final OutputPump pump;
    private final PluginLoads loads;
    private final Set<SupervisedPlugin> plugins = ConcurrentHashMap.newKeySet();
    private final Set<PluginWatch> watches = ConcurrentHashMap.newKeySet();

    private ThriftPluginsLoader(Builder builder) {
        this.server = builder.server;
        Limits limits = server.options().limits();
        this.pump = new OutputPump(limits);
        this.loads = new PluginLoads(
                server,
                new ProcessLauncher(pump, () -> Runners.find(server.options().transports())),
                new LaunchGate(limits.number(Limit.MAX_LAUNCHES)),
                new LoaderOptions(
                        builder.registrationTimeout, builder.readyTimeout, builder.logLevel, builder.restart));
    }

    /**
     * A loader to be configured.
     *
     * @param server a started server; the loader doesn't close it
     * @return a builder with the defaults
     */
    public static Builder builder(ThriftPluginsServer server) {
        return new Builder(server);
    }

    /**
     * A loader with the defaults.
     *
     * @param server a started server; the loader doesn't close it
     * @return the loader
     */
    public static ThriftPluginsLoader of(ThriftPluginsServer server) {
        return builder(server).build();
    }

    /**
     * Loads a plugin. Blocks until it is ready, or has failed. If the thread is interrupted, the plugin is
     * killed.
     *
     * <p>A restart policy takes effect when the plugin is loaded: one whose first load fails is not launched again.
     *
     * @param source the plugin
     * @return the plugin, ready to be called; valid for as long as restarts and replacements go on
     * @throws PluginException if it can't be loaded; nothing is left of it
     */
    public LoadedPlugin load(PluginSource source) {
        return load(prepare(source));
    }

    private SupervisedPlugin prepare(PluginSource source) {
        return new SupervisedPlugin(source, loads, plugins::remove);
    }

    private LoadedPlugin load(SupervisedPlugin plugin) {
        plugins.add(plugin);
        return plugin.load();
    }

    /**
     * Takes over a plugin that has lost its host, as {@link #takeOver(PluginAttachment, Grants)} does, with all grants.
     *
     * @param attachment what the host before has kept
     * @return the plugin, ready to be called
     * @throws PluginException if it can't be taken over
     */
    public PluginHandle takeOver(PluginAttachment attachment) {
        return takeOver(attachment, Grants.all());
    }

    /**
     * Takes over a plugin that was told to outlive its host and has lost it. It keeps its process, its endpoint and its
     * state; all handles and connections of the host before are void. Blocks until it is ready.
     *
     * @param attachment what the host before has kept
     * @param grants what the plugin may use of this host
     * @return the plugin, ready to be called
     * @throws PluginException with {@link ErrorCode#PLUGIN_ENDED} if its process is gone, or ends meanwhile; with
     *     {@link ErrorCode#TAKE_OVER_REFUSED} if its host lives or the secret is wrong. It is not this host's plugin
     *     then: it can be taken over if it could be before, also by this host
     */
    public PluginHandle takeOver(PluginAttachment attachment, Grants grants) {
        return loads.takeOver(attachment, grants);
    }

    /**
     * Loads a plugin on another thread.
     *
     * @param source the plugin
     * @return completes with the plugin, or with a {@link PluginException}; cancelling it ends the plugin
     */
    public CompletableFuture<LoadedPlugin> loadAsync(PluginSource source) {
        SupervisedPlugin plugin = prepare(source);
        // Not the load's own future: cancelling that would interrupt the load, and who is interrupted kills at once.
        CompletableFuture<LoadedPlugin> future = new CompletableFuture<>();
        var unused = server.rpc().async(() -> load(plugin)).whenComplete((handle, failure) -> {
            if (failure == null) {
                future.complete(handle);
            } else {
                future.completeExceptionally(failure);
            }
        });
        var unusedEnd = future.whenComplete((handle, failure) -> {
            if (failure instanceof CancellationException) {
                plugin.cancelLoad();
            }
        });
        return future;
    }

    /**
     * Loads many plugins at the same time, of which {@link Limit#MAX_LAUNCHES} may be between launch and registration;
     * one that fails doesn't hinder the others. Blocks until all are done.
     *
     * @param sources the plugins
     * @return what became of each, in the same order
     */
    public List<LoadResult> loadAll(List<PluginSource> sources) {
        List<CompletableFuture<LoadResult>> results = sources.stream()
                .map(source -> loadAsync(source).handle((handle, failure) -> result(source, handle, failure)))
                .toList();
        return results.stream().map(CompletableFuture::join).toList();
    }

    /**
     * Loads all plugins of a directory, see {@link PluginSource#discover}.
     *
     * @param directory where they are
     * @return what became of each
     * @throws PluginException if the directory can't be read
     */
    public List<LoadResult> loadAll(Path directory) {
        return loadAll(PluginSource.discover(directory));
    }

    /**
     * Watches a directory: loads its plugins, replaces those whose files change, loads those that are added, and stops
     * those that are removed.
     *
     * @param directory where they are
     * @return to be configured, and started
     */
    public WatchBuilder watch(Path directory) {
        return new WatchBuilder(this, directory);
    }

    void add(PluginWatch watch) {
        watches.add(watch);
    }

    boolean isClosed() {
        return loads.isClosed();
    }

    void remove(PluginWatch watch) {
        watches.remove(watch);
    }

    Rpc rpc() {
        return server.rpc();
    }

    private static LoadResult result(PluginSource source, @Nullable LoadedPlugin handle, @Nullable Throwable failure) {
        return new LoadResult(
                source,
                handle,
                failure == null
                        ? null
                        : Waiting.failure(
                                failure, () -> new PluginException(ErrorCode.CANCELLED, "The load was cancelled")));
    }

    /**
     * Ends the loads and restarts that are under way and stops the plugins that were loaded, at the same time, with the
     * server's stop policy. Blocks as long as that says. Harmless when repeated.
     */
    @Override
    public void close() {
        watches.forEach(PluginWatch::close);
        StopPolicy policy = server.options().stopPolicy();
        List<SupervisedPlugin> all = List.copyOf(plugins);
        loads.close();
        // First loads end what they have launched, each on the thread that it runs on.
        all(all.stream().map(SupervisedPlugin::loaded))
                .completeOnTimeout(false, policy.terminate().plus(policy.kill()).toMillis(), TimeUnit.MILLISECONDS)
                .join();
        all(Stream.<PluginHandle>concat(plugins.stream(), loads.takenOver().stream())
                        .map(plugin -> server.rpc().async(() -> plugin.stop(policy))))
                .exceptionally(e -> false)
                .join();
        pump.close();
        loads.processesEnded();
    }

    /** Completes with true, when all have. */
    private static CompletableFuture<Boolean> all(Stream<? extends CompletableFuture<?>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
                .thenApply(nothing -> true);
    }

    /** What a loader can be told before it is made. Not safe for use by many threads. */
    public static final class Builder {

        /** A hundred years, to reckon with in nanoseconds. */
        private static final Duration LONGEST = Duration.ofDays(36_500);

        private final ThriftPluginsServer server;
        private Duration registrationTimeout = Duration.ofSeconds(10);
        private Duration readyTimeout = Duration.ofSeconds(10);
        private @Nullable LogLevel logLevel;
        private RestartPolicy restart = RestartPolicy.never();

        private Builder(ThriftPluginsServer server) {
            this.server = server;
        }

        /**
         * Sets how long a plugin may take from its launch to its registration.
         *
         * @param value the time, by default the contract's 10 s (section 9)
         * @return this
         */
        public Builder registrationTimeout(Duration value) {
            registrationTimeout = positive(value);
            return this;
        }

        /**
         * Sets how long a plugin may take from its registration until it is ready.
         *
         * @param value the time, by default the contract's 10 s (section 9)
         * @return this
         */
        public Builder readyTimeout(Duration value) {
            readyTimeout = positive(value);
            return this;
        }

        /**
         * Sets the log level that plugins are told on their command line; by default what the logger
         * {@code plugin.NAME} records.
         *
         * @param value the level
         * @return this
         */
        public Builder logLevel(LogLevel value) {
            logLevel = value;
            return this;
        }

        /**
         * Sets whether plugins are launched again when their process has ended although nobody stopped it; by default
         * they are not. {@link PluginSource#withRestart} says so for a single plugin.
         *
         * @param policy the policy
         * @return this
         */
        public Builder restart(RestartPolicy policy) {
            restart = policy;
            return this;
        }

        /**
         * Makes the loader.
         *
         * @return the loader
         */
        public ThriftPluginsLoader build() {
            return new ThriftPluginsLoader(this);
        }

        private static Duration positive(Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException("A plugin needs some time to load, more than " + value);
            }
            return value.compareTo(LONGEST) < 0 ? value : LONGEST;
        }
    }
}
