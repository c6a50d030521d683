package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PlannedRestart;
import io.thriftplugins.PluginEnd;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which process of a loaded plugin gets its calls, and what happens when one ends: the rules of
 * docs/decisions/0009-supervision.md. Holds no thread while nothing happens. Safe for use by many threads.
 *
 * <p>Locks are taken in this order: the registry's or a process's, then this. So nothing of those is called, and no
 * future completed, while this is locked; {@link #change} sees to that.
 */
final class Supervision {

    private final ToldState told;
    private final PluginLoads loads;
    private final PluginRegistry registry;
    private final Runnable onGone;
    private final Launches launches;
    private final CompletableFuture<PluginEnd> ended = new CompletableFuture<>();

    // Written under the lock of this:

    private volatile PluginSource source;
    private volatile RestartHistory history;

    private final Serving serving = new Serving();
    private final RestartTimer timer = new RestartTimer();
    private final Processes processes = new Processes();

    /** What it fails with unless the replacement succeeds, or null. */
    private @Nullable PluginException verdict;

    private @Nullable PluginEnd lastEnd;
    private volatile boolean loaded;
    private boolean stopping;
    private boolean finished;

    /**
     * Launches nothing yet; {@link #launches()} does.
     *
     * @param handle what users see
     * @param onGone told when nothing is left of the plugin; must not block
     */
    Supervision(PluginHandle handle, PluginSource source, PluginLoads loads, Runnable onGone) {
        this.loads = loads;
        this.registry = loads.server().registry();
        this.told = new ToldState(handle, source.name(), registry);
        this.onGone = onGone;
        this.source = source;
        this.history = RestartHistory.of(loads.restartPolicy(source));
        Generation first = new Generation(this, loads, source);
        this.launches = new Launches(this, loads, first);
        processes.arriving(first);
    }

    /** What users are told. */
    ToldState told() {
        return told;
    }

    PluginSource source() {
        return source;
    }

    RestartPolicy policy() {
        return history.policy();
    }

    CompletableFuture<PluginEnd> ended() {
        return ended;
    }

    /** The process that gets calls. */
    Serving serving() {
        return serving;
    }

    Launches launches() {
        return launches;
    }

    /** A process that is not ready and may be called all the same by this thread, or null. */
    @Nullable
    Generation callableEarly() {
        Generation next = processes.arriving();
        // During a restart only for its own start-up work: the plugin can't be ready before that is done.
        return next != null && next.isRegistered() && (!loaded || next.isServedHere()) ? next : null;
    }

    /** Whether there is, or may be, another process for a call that this one has refused. */
    synchronized boolean mayBeFollowed(Generation refusing) {
        return (serving.now() != refusing && processes.arriving() != refusing)
                || (loaded
                        && !stopping
                        && (processes.candidate() != null || policy().condition() != RestartPolicy.Condition.NEVER));
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
            var unusedReady = plugin.ready().thenRun(() -> change(later -> serve(generation, later)));
            var unusedEnd = plugin.ended().thenAccept(how -> ended(generation, how));
        }
        synchronized (this) {
            if (generation == processes.arriving() && generation.isRegistered()) {
                told.known(generation.plugin());
            }
            if (processes.isMain(generation) && !stopping && !finished && to.compareTo(PluginState.STOPPING) <= 0) {
                told.advance(to);
            }
        }
    }

    private void serve(Generation generation, List<Runnable> later) {
        if (!finished && serving.now() == null && processes.isMain(generation)) {
            serving.pass(generation, later);
        }
    }

    /** A process is ready. */
    void succeeded(Generation generation) {
        change(later -> succeeded(generation, later));
    }

    /** A process could not be launched; nothing is left of it. */
    void failed(Generation generation, PluginException why) {
        change(later -> failed(generation, why, later));
    }

    private void succeeded(Generation generation, List<Runnable> later) {
        if (generation != processes.arriving()) {
            // A replacement came first.
            later.add(() -> discard(generation));
            return;
        }
        serve(generation, later);
        processes.current(generation);
        loaded = true;
        told.settled();
        if (generation.end() != null) {
            ended(generation, generation.end(), later);
        }
    }

    private void failed(Generation generation, PluginException why, List<Runnable> later) {
        if (generation != processes.arriving()) {
            later.add(() -> forget(generation));
            return;
        }
        processes.remove(generation);
        later.add(() -> generation.over().complete(null));
        PluginEnd end = generation.load().end();
        if (generation.end() == null && end != null) {
            lastEnd = end;
        }
        if (loaded) {
            follow(RestartDecision.afterFailure(told.name(), history, why), later);
        } else {
            finish(stopping ? PluginState.STOPPED : PluginState.FAILED, why, later);
        }
    }

    private void ended(Generation generation, PluginEnd end, List<Runnable> later) {
        generation.ended(end);
        if (processes.isMain(generation)) {
            lastEnd = end;
        }
        if (processes.drained(generation)) {
            later.add(this::checkGone);
        } else if (generation == processes.current()) {
            processes.remove(generation);
            later.add(() -> generation.over().complete(null));
            if (generation.plugin().state() == PluginState.STOPPED) {
                finish(PluginState.STOPPED, told.stopped(), later);
                return;
            }
            follow(RestartDecision.afterEnd(told.name(), history, end, generation.reason()), later);
            if (!finished) {
                generation.plugin().remote().supersede(ToldState.RESTARTED);
            }
        }
    }

    /** Its process has ended, and nobody stopped it, or not this one. */
    private void follow(RestartDecision decision, List<Runnable> later) {
        serving.suspend();
        if (stopping || loads.isClosed()) {
            finish(PluginState.STOPPED, told.stopped(), later);
        } else if (decision.restart() == null) {
            giveUp(decision.reason(), later);
        } else {
            restart(decision.restart(), decision.reason(), later);
        }
    }

    private void giveUp(PluginException why, List<Runnable> later) {
        if (processes.candidate() == null || !registry.addRestarting(told.handle())) {
            finish(PluginState.FAILED, why, later);
        } else {
            verdict = why;
            told.advance(PluginState.RESTARTING, why);
        }
    }

    private void restart(PlannedRestart next, PluginException why, List<Runnable> later) {
        told.restarting(next, why);
        if (!registry.addRestarting(told.handle())) {
            finish(PluginState.STOPPED, told.stopped(), later);
            return;
        }
        timer.start(next.pause(), launches::again, later);
    }

    /** The pause is over: what is to be launched; null if nothing is any more. */
    synchronized @Nullable Generation beginRestart() {
        if (!timer.finish()) {
            return null;
        }
        Generation next = new Generation(this, loads, source);
        processes.arriving(next);
        return next;
    }

    private void finish(PluginState to, PluginException why, List<Runnable> later) {
        if (finished) {
            return;
        }
        finished = true;
        timer.cancel();
        told.settled();
        serving.end(why, later);
        told.advance(to, to == PluginState.FAILED ? why : null);
        PluginEnd end = lastEnd;
        later.add(() -> {
            if (end != null) {
                ended.complete(end);
            }
            checkGone();
        });
    }

    private void checkGone() {
        change(later -> {
            if (finished && processes.isEmpty()) {
                later.add(onGone);
            }
        });
    }

    /** From now on it is not restarted. Returns what there is to be stopped. */
    Processes beginStop() {
        change(later -> {
            if (!stopping && !finished) {
                stopping = true;
                told.advance(PluginState.STOPPING);
            }
            timer.cancel();
            if (processes.hasNoMain()) {
                finish(PluginState.STOPPED, told.stopped(), later);
            }
        });
        return processes();
    }

    synchronized Processes processes() {
        return processes.copy();
    }

    /** A process has ended; harmless if that is known. */
    void ended(Generation generation, PluginEnd end) {
        change(later -> ended(generation, end, later));
    }

    /** Runs something that blocks on a thread of its own. */
    <T> CompletableFuture<T> async(Supplier<T> task) {
        return loads.server().rpc().async(task);
    }

    /** A process that nobody wants any more. Blocks. */
    private void discard(Generation generation) {
        generation.plugin().stop(loads.server().options().stopPolicy());
        forget(generation);
    }

    private void forget(Generation generation) {
        change(later -> processes.remove(generation));
        checkGone();
    }

    /**
     * A replacement is to be launched; one at a time.
     *
     * @throws PluginException if the plugin has ended, or was not loaded yet
     */
    synchronized Generation beginReplacement(PluginSource by) {
        if (stopping || told.state() == PluginState.STOPPED) {
            throw told.stopped();
        } else if (finished || !loaded) {
            throw new PluginException(
                    finished ? ErrorCode.PLUGIN_ENDED : ErrorCode.NOT_SUPPORTED,
                    "The plugin '" + told.name() + "' can't be replaced: it is " + told.state() + "; "
                            + (finished ? "load it again" : "wait until it is loaded"));
        }
        Generation next = new Generation(this, loads, by);
        processes.candidate(next);
        return next;
    }

    /** The replacement could not be launched: nothing changes. */
    void endReplacement(Generation failed) {
        change(later -> {
            processes.remove(failed);
            later.add(() -> failed.over().complete(null));
            if (verdict != null) {
                finish(PluginState.FAILED, verdict, later);
            }
        });
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
        boolean unwanted;
        synchronized (this) {
            unwanted = stopping || finished;
            old = unwanted ? null : processes.current();
            if (!unwanted) {
                takeOver(next, later);
            }
        }
        later.forEach(Runnable::run);
        if (unwanted) {
            discard(next);
            throw told.stopped();
        }
        return old;
    }

    private void takeOver(Generation next, List<Runnable> later) {
        Generation old = processes.current();
        Generation late = processes.arriving();
        processes.takeOver(next);
        verdict = null;
        timer.cancel();
        told.settled();
        if (late != null) {
            later.add(() -> {
                late.over().complete(null);
                late.load().abandon(told.stopped());
            });
        }
        if (old != null) {
            old.plugin().remote().supersede(ToldState.REPLACED);
            later.add(() -> old.over().complete(null));
        }
        source = next.source();
        history = RestartHistory.of(loads.restartPolicy(source));
        told.known(next.plugin());
        serving.pass(next, later);
        told.advance(PluginState.READY);
        if (next.end() != null) {
            ended(next, next.end(), later);
        }
    }

    /** How the last process ended that has ended. */
    synchronized PluginEnd lastEnd() {
        return Objects.requireNonNull(lastEnd, "nothing has ended");
    }
}
