package io.thriftplugins.e2e.soak;

import io.thriftplugins.PluginEnd;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.e2e.kit.Processes;
import io.thriftplugins.server.PluginSource;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lets one plugin live, one life after the other, until its host's round is over. */
final class Keeper implements Runnable {

    private static final int CALLERS = 2;

    /** How long a call may take after the plugin has ended; far more than any should. */
    private static final long PATIENCE_MILLIS = 60_000;

    private final Round round;
    private final Kind kind;
    private final String name;
    private final SplittableRandom random;
    private final Ledger ledger;
    private final UnknownSockets sockets;
    private volatile @Nullable Life life;

    Keeper(Round round, Kind kind, String name, SplittableRandom random) {
        this.round = round;
        this.kind = kind;
        this.name = name;
        this.random = random;
        this.ledger = round.ledger();
        this.sockets = new UnknownSockets(round.plugins().directory().resolve(name + ".sockets"));
    }

    String name() {
        return name;
    }

    @Nullable
    Life life() {
        return life;
    }

    @Override
    public void run() {
        try {
            while (!round.isClosing()) {
                if (random.nextInt(6) == 0) {
                    FailedLoads.one(round, kind, name, sockets, random);
                    sockets.remove(ledger);
                }
                live();
            }
        } catch (Exception | AssertionError e) {
            ledger.fault(name + " was given up", e);
        }
    }

    private void live() throws InterruptedException {
        Life current = new Life(kind, kind.hasProcess() && random.nextBoolean(), round.newJournal(name));
        life = current;
        if (round.isClosing()) {
            return;
        }
        try {
            current.begin(round.loader().load(source(current)));
            ledger.count("load " + kind, "LOADED");
        } catch (PluginException e) {
            ledger.count("load " + kind, e.code().name());
            if (!round.isClosing()) {
                ledger.fault(name + " could not be loaded", e);
            }
            current.journal().check();
            sockets.remove(ledger);
            return;
        }
        List<Thread> callers = callers(current);
        Optional<PluginState> fate = troubleAndEnd(current);
        current.end();
        long ended = System.nanoTime();
        join(current, callers);
        ledger.took("calls after an end", ended);
        // Whoever ends it: its files are not to be touched before.
        PluginEnd end = awaitEnd(current);
        if (end != null) {
            fate.ifPresent(wanted -> lookAtEnd(current, end, wanted));
        }
        current.journal().check().forEach(fault -> ledger.fault(name + ": " + fault));
        if (!kind.hasProcess()) {
            ledger.late().add(name, current.journal());
        }
        rememberClasses();
        sockets.remove(ledger);
    }

    private PluginSource source(Life current) {
        PluginSource source = sockets.in(round.plugins().source(kind, name));
        return current.isSupervised() ? source.withRestart(Troubles.RESTART) : source;
    }

    private List<Thread> callers(Life current) {
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            Thread caller =
                    new Thread(new Caller(current, name, random.split(), ledger), "soak-caller-" + name + "-" + i);
            callers.add(caller);
            caller.start();
        }
        return callers;
    }

    /** In which state the life has been ended here; empty if the whole round was. */
    private Optional<PluginState> troubleAndEnd(Life current) throws InterruptedException {
        for (int troubles = random.nextInt(3); troubles > 0; troubles--) {
            if (round.awaitClosing(random.nextInt(1_500))) {
                return Optional.empty();
            }
            if (!Troubles.one(round, current, random)) {
                return Optional.empty();
            }
        }
        if (round.awaitClosing(random.nextInt(200, 4_000))) {
            return Optional.empty();
        }
        List<Fate> fates = Fates.of(current);
        Fate fate = fates.get(random.nextInt(fates.size()));
        long begun = System.nanoTime();
        try {
            fate.action().end(current, random);
            ledger.took("end, " + fate.name(), begun);
            ledger.count("end, " + fate.name(), "AS IT SHOULD");
        } catch (Exception | AssertionError e) {
            ledger.count("end, " + fate.name(), round.isClosing() ? "OVERTAKEN" : "FAULT");
            if (!round.isClosing()) {
                ledger.fault(fate.name() + " of " + name, e);
            }
        }
        // In this order: a round that is closing stops everything.
        PluginState wanted = current.hasSuffered(Affliction.STOPPED) ? PluginState.STOPPED : PluginState.FAILED;
        return round.isClosing() ? Optional.empty() : Optional.of(wanted);
    }

    private void join(Life current, List<Thread> callers) throws InterruptedException {
        for (Thread caller : callers) {
            caller.join(PATIENCE_MILLIS);
            if (caller.isAlive()) {
                ledger.fault(caller.getName() + " hangs " + current.history() + ", in\n    "
                        + Arrays.toString(caller.getStackTrace()).replace(", ", "\n    "));
                caller.interrupt();
                caller.join(PATIENCE_MILLIS);
            }
        }
    }

    private @Nullable PluginEnd awaitEnd(Life current) {
        try {
            return current.plugin().ended().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            ledger.fault("The end of " + name + " " + current.history(), e);
            return null;
        }
    }

    private void lookAtEnd(Life current, PluginEnd end, PluginState wanted) {
        PluginHandle plugin = current.plugin();
        if (plugin.state() != wanted && !current.hasSuffered(Affliction.KILLED)) {
            ledger.fault(name + " is " + plugin.state() + ", not " + wanted + ": " + end.describe());
        }
        OptionalLong pid = plugin.pid();
        if (kind.hasProcess() && Processes.isAlive(pid.orElseThrow())) {
            ledger.fault(name + " has ended, but its process " + pid + " is still there");
        }
    }

    private void rememberClasses() {
        if (kind == Kind.IN_HOST
                && System.getProperties().remove(SoakPlugin.LOADER) instanceof WeakReference<?> loader) {
            round.classes().add(loader);
        }
    }
}
