package io.thriftplugins.server;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One plugin of a watched directory. Not safe for use by many threads, but for {@link #plugin()}. */
final class WatchedPlugin {

    private final String name;
    private volatile @Nullable LoadedPlugin plugin;
    private @Nullable Path path;

    /** What was loaded, or tried. */
    private FileStamp handled = FileStamp.NONE;

    private FileStamp seen = FileStamp.NONE;
    private long seenSince;

    WatchedPlugin(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Null if it was never loaded. */
    @Nullable
    LoadedPlugin plugin() {
        return plugin;
    }

    void plugin(LoadedPlugin loaded) {
        plugin = loaded;
    }

    /** Where it was found last. */
    @Nullable
    Path path() {
        return path;
    }

    void path(Path found) {
        path = found;
    }

    /** Its files are this, and have been since then; before it is looked at for the first time. */
    void known(FileStamp now, long sinceNanoTime) {
        seen = now;
        seenSince = sinceNanoTime;
    }

    /** Its files are this now. Returns whether there is something to do: they have changed, and are settled. */
    boolean isDue(FileStamp now, Duration settled, long nanoTime) {
        if (!now.equals(seen)) {
            seen = now;
            seenSince = nanoTime;
        }
        if (!isPending() || nanoTime - seenSince < settled.toNanos()) {
            return false;
        }
        handled = now;
        return true;
    }

    /** Whether its files are gone, that was dealt with, and nothing of it runs. */
    boolean isOver() {
        LoadedPlugin running = plugin;
        return handled.equals(FileStamp.NONE)
                && !isPending()
                && (running == null || running.ended().isDone());
    }

    /** Whether its files differ from what was done with them. */
    boolean isPending() {
        return !seen.equals(handled);
    }
}
