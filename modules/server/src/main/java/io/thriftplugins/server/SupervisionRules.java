package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PlannedRestart;
import io.thriftplugins.PluginEnd;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginState;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * What follows when a process of a loaded plugin starts, ends, or is to be replaced: the rules of
 * docs/decisions/0009-supervision.md.
 *
 * <p>One thread at a time, under the lock of the {@link Supervision}; {@link #source}, {@link #policy}, {@link #ended},
 * {@link #serving} and {@link #callableEarly} are for all. Completes no future and does nothing that others could wait
 * for: that is added to {@code later}, which is done in its order when the lock is free.
 */
final class SupervisionRules {

    /** What is left to be done without the lock. */
    interface Afterwards {

        /** Ends a process that nobody wants any more. Blocks. */
        void discard(Generation unwanted);

        /** A process that nobody wanted any more has ended. */
        void forget(Generation gone);

        /** Perhaps this was the last that was left of the plugin. */
        void checkGone();

        /** Launches the plugin again. Doesn't block. */
        void launch();
    }

    private final ToldState told;
    private final PluginLoads loads;
    private final Afterwards afterwards;
    private final CompletableFuture<PluginEnd> ended = new CompletableFuture<>();
    private final Serving serving = new Serving();
    private final RestartTimer timer = new RestartTimer();
    private final Processes processes = new Processes();
    private volatile PluginSource source;
    private volatile RestartHistory history;
    private volatile boolean loaded;

    /** What it fails with unless the replacement succeeds, or null. */
    private @Nullable PluginException verdict;

    private @Nullable PluginEnd lastEnd;
    private boolean stopping;
    private boolean finished;

    SupervisionRules(ToldState told, PluginLoads loads, PluginSource source, Afterwards afterwards) {
        this.told = told;
        this.loads = loads;
        this.source = source;
        this.history = RestartHistory.of(loads.restartPolicy(source));
        this.afterwards = afterwards;
    }

    /** What is launched the next time. */
    PluginSource source() {
        return source;
    }

    RestartPolicy policy() {
        return history.policy();
    }

    /** Completes with the end of the last process, when there won't be another one. */
    CompletableFuture<PluginEnd> ended() {
        return ended;
    }

    /** The process that gets calls. */
    Serving serving() {
        return serving;
    }

    Processes processes() {
        return processes;
    }

    /** How the last process ended that has ended. */
    PluginEnd lastEnd() {
        return Objects.requireNonNull(lastEnd, "nothing has ended");
    }

    /** Whether nothing is left of the plugin, and nothing will come. */
    boolean isGone() {
        return finished && processes.isEmpty();
    }

    /** A process that is not ready and may be called all the same by this thread, or null. */
    @Nullable
    Generation callableEarly() {
        Generation next = processes.arriving();
        // During a restart only for its own start-up work: the plugin can't be ready before that is done.
        return next != null && next.isRegistered() && (!loaded || next.isServedHere()) ? next : null;
    }

    /** Whether there is, or may be, another process for a call that this one has refused. */
    boolean mayBeFollowed(Generation refusing) {
        return (serving.now() != refusing && processes.arriving() != refusing)
                || (loaded
                        && !stopping
                        && (processes.candidate() != null || policy().condition() != RestartPolicy.Condition.NEVER));
    }

    /** A process has come to a new state. */
    void moved(Generation generation, PluginState to) {
        if (generation == processes.arriving() && generation.isRegistered()) {
            told.known(generation.plugin());
        }
        if (processes.isMain(generation) && !stopping && !finished && to.compareTo(PluginState.STOPPING) <= 0) {
            told.advance(to);
        }
    }

    /** A process says that it is ready. */
    void serve(Generation generation, List<Runnable> later) {
        if (!finished && serving.now() == null && processes.isMain(generation)) {
            serving.pass(generation, later);
        }
    }

    /** The launch of a process has succeeded: it is ready. */
    void succeeded(Generation generation, List<Runnable> later) {
        if (generation != processes.arriving()) {
            // A replacement came first.
            later.add(() -> afterwards.discard(generation));
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

    /** A process could not be launched; nothing is left of it. */
    void failed(Generation generation, PluginException why, List<Runnable> later) {
        if (generation != processes.arriving()) {
            later.add(() -> afterwards.forget(generation));
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

    /** A process has ended; harmless if that is known. */
    void ended(Generation generation, PluginEnd end, List<Runnable> later) {
        generation.ended(end);
        if (processes.isMain(generation)) {
            lastEnd = end;
        }
        if (processes.drained(generation)) {
            later.add(afterwards::checkGone);
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
        if (processes.candidate() == null || !told.waitForProcess()) {
            finish(PluginState.FAILED, why, later);
        } else {
            verdict = why;
            told.advance(PluginState.RESTARTING, why);
        }
    }

    private void restart(PlannedRestart next, PluginException why, List<Runnable> later) {
        told.restarting(next, why);
        if (!told.waitForProcess()) {
            finish(PluginState.STOPPED, told.stopped(), later);
            return;
        }
        timer.start(next.pause(), afterwards::launch, later);
    }

    /** The pause before a restart is over; false if there is none any more. */
    boolean endPause() {
        return timer.finish();
    }

    /** Nothing is launched any more. */
    void stop(List<Runnable> later) {
        if (!stopping && !finished) {
            stopping = true;
            told.advance(PluginState.STOPPING);
        }
        timer.cancel();
        if (processes.hasNoMain()) {
            finish(PluginState.STOPPED, told.stopped(), later);
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
            afterwards.checkGone();
        });
    }

    /**
     * Asks whether a replacement may be launched.
     *
     * @throws PluginException if the plugin has ended, or was not loaded yet
     */
    void requireReplaceable() {
        if (stopping || told.state() == PluginState.STOPPED) {
            throw told.stopped();
        } else if (finished || !loaded) {
            throw new PluginException(
                    finished ? ErrorCode.PLUGIN_ENDED : ErrorCode.NOT_SUPPORTED,
                    "The plugin '" + told.name() + "' can't be replaced: it is " + told.state() + "; "
                            + (finished ? "load it again" : "wait until it is loaded"));
        }
    }

    /** The replacement could not be launched: nothing changes, unless it was waited for. */
    void replacementFailed(Generation failed, List<Runnable> later) {
        processes.remove(failed);
        later.add(() -> failed.over().complete(null));
        if (verdict != null) {
            finish(PluginState.FAILED, verdict, later);
        }
        // The others may have ended before it.
        later.add(afterwards::checkGone);
    }

    /** The replacement is ready, and gets the calls from now on; false if nobody wants it any more. */
    boolean takeOver(Generation next, List<Runnable> later) {
        if (stopping || finished) {
            return false;
        }
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
        return true;
    }
}
