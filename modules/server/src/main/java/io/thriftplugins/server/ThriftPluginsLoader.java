package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.LogLevel;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Launches plugins for a {@link ThriftPluginsServer}: executables, JARs in processes of their own, JARs inside the host.
 * Safe for use by many threads.
 */
public final class ThriftPluginsLoader implements AutoCloseable {

    private final ThriftPluginsServer server;
    private final LoaderOptions options;
    private final OutputPump pump = new OutputPump();
    private final ProcessLauncher launcher = new ProcessLauncher(pump);
    private final Set<CompletableFuture<PluginHandle>> loads = ConcurrentHashMap.newKeySet();
    private final Set<PluginHandle> loaded = ConcurrentHashMap.newKeySet();

    /** What threads of the loader are at; a load that was cancelled is here until nothing is left of it. */
    private final Set<CompletableFuture<Void>> atWork = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    private ThriftPluginsLoader(Builder builder) {
        this.server = builder.server;
        this.options = new LoaderOptions(builder.registrationTimeout, builder.readyTimeout, builder.logLevel);
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
     * Loads a plugin. Blocks until it is ready, or has failed. If the thread is interrupted, the plugin is ended.
     *
     * @param source the plugin
     * @return the plugin, ready to be called
     * @throws PluginException if it can't be loaded; nothing is left of it
     */
    public PluginHandle load(PluginSource source) {
        if (closed) {
            throw closedFailure();
        }
        PluginHandle handle = new PluginLoad(server, launcher, options, source).run();
        loaded.add(handle);
        handle.ended().thenRun(() -> loaded.remove(handle));
        if (closed) {
            handle.close();
            throw closedFailure();
        }
        return handle;
    }

    /**
     * Loads a plugin on another thread.
     *
     * @param source the plugin
     * @return completes with the plugin, or with a {@link PluginException}; cancelling it ends the plugin
     */
    public CompletableFuture<PluginHandle> loadAsync(PluginSource source) {
        CompletableFuture<PluginHandle> load = server.rpc().async(() -> loadHere(source));
        loads.add(load);
        load.whenComplete((handle, failure) -> loads.remove(load));
        if (closed) {
            load.cancel(true);
        }
        return load;
    }

    private PluginHandle loadHere(PluginSource source) {
        CompletableFuture<Void> work = new CompletableFuture<>();
        // Before load(...) looks whether the loader was closed, so that close() knows of all that it didn't prevent.
        atWork.add(work);
        try {
            return load(source);
        } finally {
            atWork.remove(work);
            work.complete(null);
        }
    }

    /**
     * Loads many plugins, all at the same time; one that fails doesn't hinder the others. Blocks until all are done.
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

    private static LoadResult result(PluginSource source, @Nullable PluginHandle handle, @Nullable Throwable failure) {
        return new LoadResult(
                source,
                handle,
                failure == null
                        ? null
                        : Waiting.failure(
                                failure, () -> new PluginException(ErrorCode.CANCELLED, "The load was cancelled")));
    }

    /**
     * Ends the loads that are under way and stops the plugins that were loaded, at the same time, with the server's stop
     * policy. Blocks as long as that says. Harmless when repeated.
     */
    @Override
    public void close() {
        closed = true;
        loads.forEach(load -> load.cancel(true));
        CompletableFuture.allOf(atWork.toArray(CompletableFuture[]::new)).join();
        CompletableFuture.allOf(loaded.stream()
                        .map(handle -> server.rpc()
                                .async(() -> handle.stop(server.options().stopPolicy())))
                        .toArray(CompletableFuture[]::new))
                .exceptionally(e -> null)
                .join();
        pump.close();
    }

    private static PluginException closedFailure() {
        return new PluginException(ErrorCode.CLOSED, "The loader was closed; make a new one");
    }

    /** What a loader can be told before it is made. Not safe for use by many threads. */
    public static final class Builder {

        /** A hundred years, to reckon with in nanoseconds. */
        private static final Duration LONGEST = Duration.ofDays(36_500);

        private final ThriftPluginsServer server;
        private Duration registrationTimeout = Duration.ofSeconds(10);
        private Duration readyTimeout = Duration.ofSeconds(10);
        private @Nullable LogLevel logLevel;

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
