package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PlannedRestart;
import io.thriftplugins.PluginEnd;
import io.thriftplugins.PluginEvent;
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
import org.slf4j.Logger;

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

    private final PluginHandle handle;
    private final PluginLoads loads;
    private final PluginRegistry registry;
    private final Logger log;
    private final String name;
    private final Runnable onGone;
    private final Generation first;
    private final CompletableFuture<PluginEnd> ended = new CompletableFuture<>();

    // What follows is written under the lock of this.

    private volatile PluginState state = PluginState.LAUNCHED;
    private volatile PluginSource source;
    private volatile RestartHistory history;

    /** The process that tells of the plugin: the latest that has registered, except a replacement that still loads. */
    private volatile @Nullable RegisteredPlugin known;

    private final Serving serving = new Serving();
    private final RestartTimer timer = new RestartTimer();
    private volatile @Nullable PlannedRestart planned;

    /** Is being launched for the first time, or again. */
    private volatile @Nullable Generation arriving;

    /** Has been launched and not ended. Never together with {@link #arriving}. */
    private @Nullable Generation current;

    /** Is being launched as a replacement. */
    private @Nullable Generation candidate;

    /** Were replaced and have not ended. */
    private final Set<Generation> draining = new HashSet<>();

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
        this.handle = handle;
        this.loads = loads;
        this.registry = loads.server().registry();
        this.name = source.name();
        this.log = new PluginLog(name).logger();
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

    PluginHandle handle() {
        return handle;
    }

    String name() {
        return name;
    }

    PluginState state() {
        return state;
    }

    PluginSource source() {
        return source;
    }

    RestartPolicy policy() {
        return history.policy();
    }

    RegisteredPlugin known() {
        return Objects.requireNonNull(known, "not registered");
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
        return serving.await(limit, this::notReadyInTime);
    }

    /** Whether there is, or may be, another process for a call that this one has refused. */
    synchronized boolean mayBeFollowed(Generation refusing) {
        return (serving.now() != refusing && arriving != refusing)
                || (loaded
                        && !stopping
                        && (candidate != null || policy().condition() != RestartPolicy.Condition.NEVER));
    }

    PluginException notReadyInTime() {
        PlannedRestart restart = planned;
        return new PluginException(
                ErrorCode.DEADLINE_EXCEEDED,
                "The plugin '" + name + "' was not ready until the call's timeout was over; the call was not made. "
                        + (restart == null
                                ? "It is " + state
                                : "It is being restarted, for the " + restart.number() + ". time of at most "
                                        + restart.limit()));
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
                known = generation.plugin();
            }
            boolean shown = generation == arriving || generation == current;
            if (shown && !stopping && !finished && to.compareTo(PluginState.STOPPING) <= 0) {
                advance(to, null, null);
            }
        }
    }

    private void advance(PluginState to, @Nullable PluginException failure, @Nullable PlannedRestart restart) {
        state = to;
        registry.fire(new PluginEvent(name, to, known == null ? null : handle, failure, restart));
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
            later.add(() -> stopQuietly(generation));
            return;
        }
        serve(generation, later);
        arriving = null;
        current = generation;
        loaded = true;
        planned = null;
        registry.removeRestarting(handle);
        if (generation.end() != null) {
            ended(generation, generation.end(), later);
        }
    }

    private void failed(Generation generation, PluginException why, List<Runnable> later) {
        if (generation != arriving) {
            return;
        }
        arriving = null;
        later.add(() -> generation.over().complete(null));
        PluginEnd end = generation.load().end();
        if (generation.end() == null && end != null) {
            lastEnd = end;
        }
        if (loaded) {
            follow(RestartDecision.afterFailure(name, history, why), later);
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
                finish(PluginState.STOPPED, stopped(), later);
                return;
            }
            follow(RestartDecision.afterEnd(name, history, end, generation.reason()), later);
            if (!finished) {
                generation.plugin().remote().supersede(RESTARTED);
            }
        }
    }

    /** Its process has ended, and nobody stopped it, or not this one. */
    private void follow(RestartDecision decision, List<Runnable> later) {
        serving.suspend();
        if (stopping) {
            finish(PluginState.STOPPED, stopped(), later);
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
            planned = null;
            advance(PluginState.RESTARTING, why, null);
        }
    }

    private void restart(PlannedRestart next, PluginException why, List<Runnable> later) {
        planned = next;
        advance(PluginState.RESTARTING, why, next);
        if (!registry.addRestarting(handle)) {
            finish(PluginState.STOPPED, stopped(), later);
            return;
        }
        log.info(
                "Restart {} of at most {} in {} ms: {}",
                next.number(),
                next.limit(),
                next.pause().toMillis(),
                why.getMessage());
        timer.start(next.pause(), this::launchLater, later);
    }

    private void launchLater() {
        var unused = async(() -> {
            launchAgain();
            return name;
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
            log.debug("A restart has failed: {}", e.getMessage());
        }
    }

    private void finish(PluginState to, PluginException why, List<Runnable> later) {
        if (finished) {
            return;
        }
        finished = true;
        planned = null;
        timer.cancel();
        registry.removeRestarting(handle);
        serving.end(why, later);
        advance(to, to == PluginState.FAILED ? why : null, null);
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
            gone = finished && draining.isEmpty();
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
                advance(PluginState.STOPPING, null, null);
            }
            timer.cancel();
            if (current == null && arriving == null) {
                finish(PluginState.STOPPED, stopped(), later);
            }
        });
        return processes();
    }

    synchronized SupervisedStop.Processes processes() {
        return new SupervisedStop.Processes(
                current,
                Stream.of(arriving, candidate).flatMap(Stream::ofNullable).toList(),
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

    PluginException stopped() {
        return new PluginException(ErrorCode.CLOSED, "The plugin '" + name + "' was stopped; load it again to call it");
    }

    private void stopQuietly(Generation generation) {
        generation.plugin().stop(loads.server().options().stopPolicy());
    }
}
