package io.thriftplugins.server;

import io.thriftplugins.PluginEnd;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which process of a loaded plugin gets its calls, and what happens when one ends: lets one thread at a time apply the
 * {@link SupervisionRules}. Holds no thread while nothing happens. Safe for use by many threads.
 *
 * <p>Locks are taken in this order: the registry's or a process's, then this. So nothing of those is called, and no
 * future completed, while this is locked; {@link #change} sees to that.
 */
final class Supervision {

    private final ToldState told;
    private final PluginLoads loads;
    private final Runnable onGone;
    private final SupervisionRules rules;
    private final Launches launches;

    /**
     * Launches nothing yet; {@link #launches()} does.
     *
     * @param handle what users see
     * @param onGone told when nothing is left of the plugin; must not block
     */
    Supervision(PluginHandle handle, PluginSource source, PluginLoads loads, Runnable onGone) {
        this.loads = loads;
        this.told = new ToldState(handle, source.name(), loads.server().registry());
        this.onGone = onGone;
        this.rules = new SupervisionRules(told, loads, source, new Afterwards());
        Generation first = new Generation(this, loads, source);
        this.launches = new Launches(this, loads, first);
        rules.processes().arriving(first);
    }

    /** What users are told. */
    ToldState told() {
        return told;
    }

    PluginSource source() {
        return rules.source();
    }

    RestartPolicy policy() {
        return rules.policy();
    }

    CompletableFuture<PluginEnd> ended() {
        return rules.ended();
    }

    /** The process that gets calls. */
    Serving serving() {
        return rules.serving();
    }

    Launches launches() {
        return launches;
    }

    /** A process that is not ready and may be called all the same by this thread, or null. */
    @Nullable
    Generation callableEarly() {
        return rules.callableEarly();
    }

    /** Whether there is, or may be, another process for a call that this one has refused. */
    synchronized boolean mayBeFollowed(Generation refusing) {
        return rules.mayBeFollowed(refusing);
    }

    /** How the last process ended that has ended. */
    synchronized PluginEnd lastEnd() {
        return rules.lastEnd();
    }

    synchronized Processes processes() {
        return rules.processes().copy();
    }

    /** Does something under the lock, and then what it left to be done without. */
    private void change(Consumer<List<Runnable>> step) {
        List<Runnable> later = new ArrayList<>();
        synchronized (this) {
            step.accept(later);
        }
        later.forEach(Runnable::run);
    }

    /** A process has come to a new state. Its own lock is held. */
    void moved(Generation generation, PluginState to) {
        if (to == PluginState.REGISTERED) {
            RegisteredPlugin plugin = generation.plugin();
            var unusedReady = plugin.ready().thenRun(() -> change(later -> rules.serve(generation, later)));
            var unusedEnd = plugin.ended().thenAccept(how -> ended(generation, how));
        }
        synchronized (this) {
            rules.moved(generation, to);
        }
    }

    /** A process is ready. */
    void succeeded(Generation generation) {
        change(later -> rules.succeeded(generation, later));
    }

    /** A process could not be launched; nothing is left of it. */
    void failed(Generation generation, PluginException why) {
        change(later -> rules.failed(generation, why, later));
    }

    /** A process has ended; harmless if that is known. */
    void ended(Generation generation, PluginEnd end) {
        change(later -> rules.ended(generation, end, later));
    }

    /** The pause is over: what is to be launched; null if nothing is any more. */
    synchronized @Nullable Generation beginRestart() {
        if (!rules.endPause()) {
            return null;
        }
        Generation next = new Generation(this, loads, rules.source());
        rules.processes().arriving(next);
        return next;
    }

    /** From now on it is not restarted. Returns what there is to be stopped. */
    Processes beginStop() {
        change(rules::stop);
        return processes();
    }

    /**
     * A replacement is to be launched; one at a time.
     *
     * @throws PluginException if the plugin has ended, or was not loaded yet
     */
    synchronized Generation beginReplacement(PluginSource by) {
        rules.requireReplaceable();
        Generation next = new Generation(this, loads, by);
        rules.processes().candidate(next);
        return next;
    }

    /** The replacement could not be launched: nothing changes. */
    void endReplacement(Generation failed) {
        change(later -> rules.replacementFailed(failed, later));
    }

    /**
     * The replacement is ready: from now on it gets the calls.
     *
     * @return the process that did until now; null if there is none at the moment
     * @throws PluginException if the plugin was stopped meanwhile; then nothing is left of the replacement
     */
    @Nullable
    Generation completeReplacement(Generation next) {
        List<Runnable> later = new ArrayList<>();
        Generation old;
        boolean taken;
        synchronized (this) {
            old = rules.processes().current();
            taken = rules.takeOver(next, later);
        }
        later.forEach(Runnable::run);
        if (!taken) {
            discard(next);
            throw told.stopped();
        }
        return old;
    }

    /** Runs something that blocks on a thread of its own. */
    <T> CompletableFuture<T> async(Supplier<T> task) {
        return loads.server().rpc().async(task);
    }

    private void discard(Generation generation) {
        generation.plugin().stop(loads.server().options().stopPolicy());
        forget(generation);
    }

    private void forget(Generation generation) {
        change(later -> rules.processes().remove(generation));
        checkGone();
    }

    private void checkGone() {
        change(later -> {
            if (rules.isGone()) {
                later.add(onGone);
            }
        });
    }

    /** What the rules leave to be done. */
    private final class Afterwards implements SupervisionRules.Afterwards {

        @Override
        public void discard(Generation unwanted) {
            Supervision.this.discard(unwanted);
        }

        @Override
        public void forget(Generation gone) {
            Supervision.this.forget(gone);
        }

        @Override
        public void checkGone() {
            Supervision.this.checkGone();
        }

        @Override
        public void launch() {
            launches.again();
        }
    }
}
