package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Launches the processes of one plugin, the first and later ones, and tells its supervision what became of them. */
final class Launches {

    private final Supervision supervision;
    private final PluginLoads loads;
    private final CompletableFuture<@Nullable Void> loaded;

    /** Null when it is loaded or has failed: nothing of an old process is kept longer than needed. */
    private volatile @Nullable Generation first;

    Launches(Supervision supervision, PluginLoads loads, Generation first) {
        this.first = first;
        this.loaded = first.settled();
        this.supervision = supervision;
        this.loads = loads;
    }

    /** Loads the plugin. Blocks. */
    void runFirst() {
        Generation generation = Objects.requireNonNull(first, "loaded");
        try {
            run(generation);
        } finally {
            first = null;
        }
    }

    /** Lets the first load fail, wherever it stands; false if it was over before. */
    boolean abandonFirst(PluginException reason) {
        Generation generation = first;
        return generation != null && generation.load().abandon(reason);
    }

    /** Completes when the first load has succeeded or failed. */
    CompletableFuture<@Nullable Void> loaded() {
        return loaded.copy();
    }

    /**
     * Launches a process and waits until it is ready. Blocks.
     *
     * @throws PluginException if it can't be launched
     */
    private void run(Generation generation) {
        try {
            var unused = loads.run(generation.load());
        } catch (RuntimeException | Error e) {
            PluginException why = e instanceof PluginException known
                    ? known
                    : new PluginException(ErrorCode.LAUNCH_FAILED, "Could not load " + generation.source(), e);
            supervision.failed(generation, why);
            generation.settled().complete(null);
            throw e;
        }
        supervision.succeeded(generation);
        generation.settled().complete(null);
    }

    /** The pause before a restart is over. Doesn't block: the restart has a thread of its own. */
    void again() {
        var unused = supervision.async(() -> {
            Generation next = supervision.beginRestart();
            if (next != null) {
                runAgain(next);
            }
            return true;
        });
    }

    private void runAgain(Generation next) {
        try {
            run(next);
        } catch (PluginException e) {
            supervision.told().log().debug("A restart has failed: {}", e.getMessage());
        }
    }
}
