package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.rpc.Rpc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the plugins of a directory loaded as its files say: a plugin whose files have changed is replaced, one that is
 * new is loaded, and one whose files are gone is stopped. What {@link PluginSource#discover} finds are its plugins.
 * Made by {@link ThriftPluginsLoader#watch}. Safe for use by many threads.
 *
 * <p>It looks at names, sizes and times of the files again and again, which works on every file system, and does
 * something only when they have stayed the same for a time. If that fails, a plugin that runs goes on running, the
 * listener is told, and nothing is tried again before the files change once more.
 *
 * <p>Don't write into the file that a plugin runs from, which can make its process fail: write another one and rename
 * it, or put a file with a newer version in its name beside it.
 */
public final class PluginWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PluginWatch.class);

    private final WatchBuilder options;
    private final ThriftPluginsLoader loader;
    private final Path directory;
    private final Rpc rpc;
    private final Map<String, WatchedPlugin> watched = new ConcurrentHashMap<>();
    private @Nullable FileStamp lastLook;
    private final CountDownLatch closed = new CountDownLatch(1);

    PluginWatch(WatchBuilder options) {
        this.options = options;
        this.loader = options.loader();
        this.directory = options.directory();
        this.rpc = loader.rpc();
    }

    /**
     * The plugins of the directory that were loaded and have not ended.
     *
     * @return a copy, in no order
     */
    public List<LoadedPlugin> plugins() {
        return watched.values().stream()
                .map(WatchedPlugin::plugin)
                .filter(Objects::nonNull)
                .filter(plugin -> !plugin.ended().isDone())
                .toList();
    }

    /** Stops watching. Doesn't wait; plugins that are being loaded are loaded, and all stay as they are. */
    @Override
    public void close() {
        closed.countDown();
        loader.remove(this);
    }

    void start() {
        boolean started = false;
        try {
            firstLook();
            lookLater();
            started = true;
        } finally {
            if (!started) {
                close();
            }
        }
    }

    /** What has not changed for long enough is loaded at once; what has is waited for, for as long as that. */
    private void firstLook() {
        long settled = TimeUnit.NANOSECONDS.convert(options.settled());
        for (PluginSource source : PluginSource.discover(directory)) {
            Path path = source.path();
            long age = TimeUnit.NANOSECONDS.convert(Duration.between(FileStamp.lastChange(path), Instant.now()));
            watchedAs(source).known(FileStamp.ofPlugin(path), System.nanoTime() - Math.min(settled, Math.max(0, age)));
        }
        look(options.settled());
        if (isPending() && !isClosedWithin(settled)) {
            look(options.settled());
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private boolean isClosedWithin(long nanos) {
        try {
            return closed.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // What is not loaded now is later.
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private boolean isPending() {
        return watched.values().stream().anyMatch(WatchedPlugin::isPending);
    }

    private WatchedPlugin watchedAs(PluginSource source) {
        WatchedPlugin plugin = watched.computeIfAbsent(source.name(), WatchedPlugin::new);
        plugin.path(source.path());
        return plugin;
    }

    private void lookLater() {
        rpc.later(options.interval(), () -> {
            var unused = rpc.async(() -> {
                lookAgain();
                return directory;
            });
        });
    }

    private void lookAgain() {
        if (isClosed() || loader.isClosed()) {
            return;
        }
        try {
            FileStamp now = FileStamp.of(directory);
            if (!now.equals(lastLook) || isPending()) {
                look(options.settled());
                lastLook = now;
            }
        } catch (RuntimeException e) {
            LOG.debug("Nothing is done while {} can't be read", directory, e);
        } finally {
            // Whatever went wrong: who watches must not stop without a word.
            lookLater();
        }
    }

    /** Blocks until all is done that there is to do. */
    private synchronized void look(Duration settled) {
        List<CompletableFuture<?>> work = new ArrayList<>();
        Set<String> found = new HashSet<>();
        long now = System.nanoTime();
        for (PluginSource source : PluginSource.discover(directory)) {
            found.add(source.name());
            WatchedPlugin plugin = watchedAs(source);
            if (plugin.isDue(FileStamp.ofPlugin(source.path()), settled, now)) {
                work.add(rpc.async(() -> update(plugin, source)));
            }
        }
        for (WatchedPlugin plugin : watched.values()) {
            if (!found.contains(plugin.name()) && plugin.isDue(stampOfLost(plugin), settled, now)) {
                work.add(rpc.async(() -> lose(plugin)));
            }
        }
        CompletableFuture.allOf(work.toArray(CompletableFuture[]::new))
                .exceptionally(e -> null)
                .join();
        watched.values().removeIf(plugin -> !found.contains(plugin.name()) && plugin.isOver());
    }

    /**
     * Files that are there and are no plugin any more are broken, which is no reason to stop what runs. Without its own
     * file a JAR is gone, whatever lies in {@code lib/}: that may be others'.
     */
    private static FileStamp stampOfLost(WatchedPlugin plugin) {
        Path path = plugin.path();
        return path == null || !Files.exists(path) ? FileStamp.NONE : FileStamp.ofPlugin(path);
    }

    private WatchedPlugin update(WatchedPlugin plugin, PluginSource found) {
        LoadedPlugin running = plugin.plugin();
        try {
            PluginSource source = options.sources().apply(found);
            if (running != null && !running.ended().isDone()) {
                var unused = running.replaceWith(source, options.drainLimit());
                tell(new WatchEvent(WatchEvent.Kind.REPLACED, plugin.name(), running, null));
            } else {
                LoadedPlugin loaded = loader.load(source);
                plugin.plugin(loaded);
                tell(new WatchEvent(WatchEvent.Kind.LOADED, plugin.name(), loaded, null));
            }
        } catch (RuntimeException | Error e) {
            // Also what the code of a plugin inside the host throws.
            failed(plugin, e);
        }
        return plugin;
    }

    private WatchedPlugin lose(WatchedPlugin plugin) {
        Path path = plugin.path();
        LoadedPlugin running = plugin.plugin();
        if (path != null && Files.exists(path)) {
            failed(
                    plugin,
                    new PluginException(
                            ErrorCode.LAUNCH_FAILED,
                            path + " is no plugin any more: no executable, or no JAR that offers one"));
        } else if (running != null && !options.keepsRemoved()) {
            running.close();
            tell(new WatchEvent(WatchEvent.Kind.STOPPED, plugin.name(), running, null));
        }
        return plugin;
    }

    private void failed(WatchedPlugin plugin, Throwable e) {
        if (isClosed()) {
            return;
        }
        PluginException failure = e instanceof PluginException known
                ? known
                : new PluginException(ErrorCode.LAUNCH_FAILED, "Could not load '" + plugin.name() + "': " + e, e);
        LOG.warn("The files of '{}' have changed, which changes nothing: {}", plugin.name(), failure.getMessage());
        tell(new WatchEvent(WatchEvent.Kind.FAILED, plugin.name(), plugin.plugin(), failure));
    }

    private void tell(WatchEvent event) {
        try {
            options.listener().accept(event);
        } catch (RuntimeException | Error e) {
            LOG.warn("The listener of a watch failed at {}", event, e);
        }
    }
}
