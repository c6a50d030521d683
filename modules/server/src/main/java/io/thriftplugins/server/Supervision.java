package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PlannedRestart;
import io.thriftplugins.PluginEnd;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which process of a loaded plugin gets its calls, and what happens when one ends: the rules of
 * docs/decisions/0009-supervision.md. Holds no thread while nothing happens. Safe for use by many threads.
 *
 * <p>Locks are taken in this order: the registry's or a process's, then this. So nothing of those is called, and no
 * future completed, while this is locked; {@link #change} sees to that.
 */
final class Supervision {

    private static final String RESTARTED =
            "its process has ended, and the plugin was restarted since; get another one from it";
    private static final String REPLACED =
            "its process has ended, since the plugin was replaced; get another one from it";

    private final ToldState told;
    private final PluginLoads loads;
    private final PluginRegistry registry;
    private final Runnable onGone;
    private final Generation first;
    private final CompletableFuture<PluginEnd> ended = new CompletableFuture<>();

    // What follows is written under the lock of this.

    private volatile PluginSource source;
    private volatile RestartHistory history;

    private final Serving serving = new Serving();
    private final RestartTimer timer = new RestartTimer();
    /** Is being launched for the first time, or again. */
    private volatile @Nullable Generation arriving;

    /** Has been launched and not ended. Never together with {@link #arriving}. */
    private @Nullable Generation current;

    /** Is being launched as a replacement. */
    private @Nullable Generation candidate;

    /** Were replaced and have not ended. */
    private final Set<Generation> draining = new HashSet<>();

    /** Were being launched again when a replacement took their place, and are being ended. */
    private final Set<Generation> superfluous = new HashSet<>();

    /** What it fails with unless the replacement succeeds, or null. */
    private @Nullable PluginException verdict;

    private @Nullable PluginEnd lastEnd;
    private volatile boolean loaded;
    private boolean stopping;
    private boolean finished;

    /**
     * Launches nothing yet; {@link #launchFirst} does.
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
        this.history = history(source);
        this.first = new Generation(this, loads, source);
        this.arriving = first;
    }

    private RestartHistory history(PluginSource of) {
        return new RestartHistory(
                loads.restartPolicy(of),
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextDouble());
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

    /** Completes with the process that gets calls, which may be there already; or with why there won't be one. */
    CompletableFuture<Generation> nextServing() {
        return serving.next();
    }

    /** Of the first load. */
    Generation first() {
        return first;
    }

    /**
     * The process to call. Blocks while there is none.
     *
     * @param limit how long to wait
     * @throws PluginException if there is none within that time, or there won't be one
     */
    Generation serving(Duration limit) {
        Generation now = serving.now();
        if (now != null) {
            return now;
        }
        Generation next = arriving;
        if (next != null && next.isRegistered() && (!loaded || next.isServedHere())) {
            // During a restart only its own start-up work may: the plugin can't be ready before that is done.
            return next;
        }
        return serving.await(limit, told::notReadyInTime);
    }

    /** Whether there is, or may be, another process for a call that this one has refused. */
    synchronized boolean mayBeFollowed(Generation refusing) {
        return (serving.now() != refusing && arriving != refusing)
                || (loaded
                        && !stopping
                        && (candidate != null || policy().condition() != RestartPolicy.Condition.NEVER));
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
            var ready = plugin.ready().thenRun(() -> change(later -> serve(generation, later)));
            var end = plugin.ended().thenAccept(how -> ended(generation, how));
        }
        synchronized (this) {
            if (generation == arriving && generation.isRegistered()) {
                told.known(generation.plugin());
            }
            boolean shown = generation == arriving || generation == current;
            if (shown && !stopping && !finished && to.compareTo(PluginState.STOPPING) <= 0) {
                told.advance(to);
            }
        }
    }

    private void serve(Generation generation, List<Runnable> later) {
        if (!finished && serving.now() == null && (generation == arriving || generation == current)) {
            serving.pass(generation, later);
        }
    }

    /** Loads the plugin. Blocks. */
    void launchFirst() {
        launch(first);
    }

    /**
     * Launches a process and waits until it is ready. Blocks.
     *
     * @throws PluginException if it can't be launched
     */
    private void launch(Generation generation) {
        try {
            loads.run(generation.load());
        } catch (RuntimeException | Error e) {
            PluginException why = e instanceof PluginException known
                    ? known
                    : new PluginException(ErrorCode.LAUNCH_FAILED, "Could not load " + generation.source(), e);
            change(later -> failed(generation, why, later));
            generation.settled().complete(null);
            throw e;
        }
        change(later -> succeeded(generation, later));
        generation.settled().complete(null);
    }

    private void succeeded(Generation generation, List<Runnable> later) {
        if (generation != arriving) {
            // A replacement came first.
            later.add(() -> discard(generation));
            return;
        }
        serve(generation, later);
        arriving = null;
        current = generation;
        loaded = true;
        told.settled();
        if (generation.end() != null) {
            ended(generation, generation.end(), later);
        }
    }

    private void failed(Generation generation, PluginException why, List<Runnable> later) {
        if (generation != arriving) {
            later.add(() -> forget(generation));
            return;
        }
        arriving = null;
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
        if (generation == arriving || generation == current) {
            lastEnd = end;
        }
        if (draining.remove(generation)) {
            later.add(this::checkGone);
        } else if (generation == current) {
            current = null;
            later.add(() -> generation.over().complete(null));
            if (generation.plugin().state() == PluginState.STOPPED) {
                finish(PluginState.STOPPED, told.stopped(), later);
                return;
            }
            follow(RestartDecision.afterEnd(told.name(), history, end, generation.reason()), later);
            if (!finished) {
                generation.plugin().remote().supersede(RESTARTED);
            }
        }
    }

    /** Its process has ended, and nobody stopped it, or not this one. */
    private void follow(RestartDecision decision, List<Runnable> later) {
        serving.suspend();
        if (stopping) {
            finish(PluginState.STOPPED, told.stopped(), later);
        } else if (decision.restart() == null) {
            giveUp(decision.reason(), later);
        } else {
            restart(decision.restart(), decision.reason(), later);
        }
    }

    private void giveUp(PluginException why, List<Runnable> later) {
        if (candidate == null) {
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
        timer.start(next.pause(), this::launchLater, later);
    }

    private void launchLater() {
        var unused = async(() -> {
            launchAgain();
            return told.name();
        });
    }

    private void launchAgain() {
        Generation next;
        synchronized (this) {
            if (!timer.finish()) {
                return;
            }
            next = new Generation(this, loads, source);
            arriving = next;
        }
        try {
            launch(next);
        } catch (PluginException e) {
            told.log().debug("A restart has failed: {}", e.getMessage());
        }
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
        boolean gone;
        synchronized (this) {
            gone = finished && draining.isEmpty() && superfluous.isEmpty();
        }
        if (gone) {
            onGone.run();
        }
    }

    /** From now on it is not restarted. Returns what there is to be stopped. */
    SupervisedStop.Processes beginStop() {
        change(later -> {
            if (!stopping && !finished) {
                stopping = true;
                told.advance(PluginState.STOPPING);
            }
            timer.cancel();
            if (current == null && arriving == null) {
                finish(PluginState.STOPPED, told.stopped(), later);
            }
        });
        return processes();
    }

    synchronized SupervisedStop.Processes processes() {
        return new SupervisedStop.Processes(
                current,
                Stream.concat(Stream.of(arriving, candidate).flatMap(Stream::ofNullable), superfluous.stream())
                        .toList(),
                List.copyOf(draining));
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
        synchronized (this) {
            superfluous.remove(generation);
        }
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
        candidate = next;
        return next;
    }

    /** The replacement could not be launched: nothing changes. */
    void endReplacement(Generation failed) {
        change(later -> {
            candidate = null;
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
            candidate = null;
            unwanted = stopping || finished;
            old = unwanted ? null : current;
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
        Generation old = current;
        Generation late = arriving;
        arriving = null;
        verdict = null;
        timer.cancel();
        told.settled();
        if (late != null) {
            superfluous.add(late);
            later.add(() -> late.over().complete(null));
            later.add(() -> {
                boolean ignored = late.load().abandon(told.stopped());
            });
        }
        if (old != null) {
            draining.add(old);
            old.plugin().remote().supersede(REPLACED);
            later.add(() -> old.over().complete(null));
        }
        current = next;
        source = next.source();
        history = history(source);
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
