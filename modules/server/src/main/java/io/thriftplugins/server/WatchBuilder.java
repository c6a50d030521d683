package io.thriftplugins.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** What a {@link PluginWatch} can be told before it starts. Not safe for use by many threads. */
public final class WatchBuilder {

    private final ThriftPluginsLoader loader;
    private final Path directory;
    private Duration interval = Duration.ofSeconds(1);
    private Duration settled = Duration.ofSeconds(2);
    private Duration drainLimit = LoadedPlugin.DRAIN_LIMIT;
    private boolean keepRemoved;
    private UnaryOperator<PluginSource> sources = UnaryOperator.identity();
    private Consumer<WatchEvent> listener = event -> {};

    WatchBuilder(ThriftPluginsLoader loader, Path directory) {
        this.loader = loader;
        this.directory = directory.toAbsolutePath();
    }

    /**
     * Sets how often to look.
     *
     * @param value the time between two looks, by default a second
     * @return this
     */
    public WatchBuilder every(Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException("The time between two looks must be positive, but is " + value);
        }
        interval = value;
        return this;
    }

    /**
     * Sets how long files must have stayed as they are before something is done with them, so that none is loaded that
     * is half written.
     *
     * @param value the time, by default two seconds
     * @return this
     */
    public WatchBuilder settledFor(Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("The time for files to settle can't be negative: " + value);
        }
        settled = value;
        return this;
    }

    /**
     * Sets how long an old version may be used after it was replaced, see {@link LoadedPlugin#replaceWith}.
     *
     * @param value the time, by default {@link LoadedPlugin#DRAIN_LIMIT}
     * @return this
     */
    public WatchBuilder drainLimit(Duration value) {
        drainLimit = value;
        return this;
    }

    /**
     * Lets plugins run whose files are gone; by default they are stopped.
     *
     * @return this
     */
    public WatchBuilder keepRemoved() {
        keepRemoved = true;
        return this;
    }

    /**
     * Sets what each plugin is given before it is loaded, such as a restart policy or JVM options.
     *
     * @param change makes the source to load of the one that was found
     * @return this
     */
    public WatchBuilder sources(UnaryOperator<PluginSource> change) {
        sources = change;
        return this;
    }

    /**
     * Sets who is told what was done. What it throws is logged. It is called by several threads at once if several
     * plugins have changed.
     *
     * @param hears called by threads of the framework
     * @return this
     */
    public WatchBuilder listener(Consumer<WatchEvent> hears) {
        listener = hears;
        return this;
    }

    /**
     * Loads what is there, all at the same time, and watches from then on. Blocks until that is loaded, or has failed,
     * which the listener is told. Files that were changed within the time that they have to settle are waited for, but
     * no longer than that time; those that change still are loaded later.
     *
     * @return the watch
     * @throws io.thriftplugins.PluginException if the directory can't be read
     */
    public PluginWatch start() {
        PluginWatch watch = new PluginWatch(this);
        loader.add(watch);
        watch.start();
        return watch;
    }

    ThriftPluginsLoader loader() {
        return loader;
    }

    Path directory() {
        return directory;
    }

    Duration interval() {
        return interval;
    }

    Duration settled() {
        return settled;
    }

    Duration drainLimit() {
        return drainLimit;
    }

    boolean keepsRemoved() {
        return keepRemoved;
    }

    UnaryOperator<PluginSource> sources() {
        return sources;
    }

    Consumer<WatchEvent> listener() {
        return listener;
    }
}
