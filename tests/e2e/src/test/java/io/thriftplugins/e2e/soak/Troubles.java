package io.thriftplugins.e2e.soak;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.e2e.kit.Processes;
import io.thriftplugins.server.RestartPolicy;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What plugins live through: they are frozen for a while, replaced, and restarted if they are supervised. */
final class Troubles {

    /** Restarts at once, as often as it takes. */
    static final RestartPolicy RESTART = RestartPolicy.always()
            .withPauses(Duration.ofMillis(10), 1, Duration.ofMillis(10))
            .withLimit(10_000, Duration.ofMinutes(1));

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private Troubles() {}

    /** Troubles a plugin, and looks whether it recovers; false if its host is being closed. */
    static boolean one(Round round, Life life, SplittableRandom random) throws InterruptedException {
        try {
            int choice = random.nextInt(life.kind().hasProcess() ? 4 : 2);
            if (choice == 0) {
                replace(round, life, random.nextInt(3) == 0);
            } else if (choice == 1) {
                replaceInVain(round, life);
            } else if (life.isSupervised()) {
                restart(round, life, random.nextBoolean());
            } else {
                freeze(round, life, random.nextInt(20, 1_000));
            }
        } catch (AssertionError | RuntimeException | ExecutionException | TimeoutException e) {
            // Perhaps the process was ended with its host.
            if (!round.isClosing()) {
                round.ledger().fault("A trouble of " + life.plugin().name(), e);
            }
        }
        return !round.isClosing();
    }

    private static void freeze(Round round, Life life, int millis) throws InterruptedException {
        long pid = life.plugin().pid().orElseThrow();
        life.suffer(Affliction.FROZEN);
        Processes.pause(pid);
        round.awaitClosing(millis);
        Processes.resume(pid);
        life.recover(Affliction.FROZEN);
        round.ledger().count("freeze and thaw", "DONE");
    }

    /** With time enough no call may fail, so that explains nothing. */
    private static void replace(Round round, Life life, boolean haste)
            throws InterruptedException, ExecutionException, TimeoutException {
        if (haste) {
            life.suffer(Affliction.REPLACED_IN_HASTE);
        }
        OptionalLong pid = life.plugin().pid();
        life.plugin()
                .replaceWith(life.plugin().source(), haste ? Duration.ZERO : Duration.ofMinutes(1))
                .get(2, TimeUnit.MINUTES);
        Mismatch.unless(
                pid.isEmpty() || life.plugin().pid().getAsLong() != pid.getAsLong(),
                "a replaced plugin is the old one");
        life.recover(Affliction.REPLACED_IN_HASTE);
        round.ledger().count("replace", haste ? "IN HASTE" : "WITHOUT HASTE");
    }

    /** What can't start replaces nothing. */
    private static void replaceInVain(Round round, Life life) {
        try {
            var unused = life.plugin()
                    .replaceWith(round.plugins().failing(life.plugin().name()));
        } catch (PluginException e) {
            if (e.code() == ErrorCode.LAUNCH_FAILED) {
                round.ledger().count("replace", "IN VAIN");
                return;
            }
            throw e;
        }
        throw new Mismatch(
                "a plugin that can't start has replaced " + life.plugin().name());
    }

    private static void restart(Round round, Life life, boolean kill) throws InterruptedException {
        PluginHandle plugin = life.plugin();
        long pid = plugin.pid().orElseThrow();
        Affliction end = kill ? Affliction.KILLED : Affliction.QUIT;
        life.suffer(Affliction.RESTARTED);
        life.suffer(end);
        if (kill) {
            Processes.kill(pid);
        } else {
            ProcessHandle.of(pid).orElseThrow().destroy();
        }
        long begun = System.nanoTime();
        while (plugin.state() != PluginState.READY || plugin.pid().orElse(pid) == pid) {
            Mismatch.unless(
                    System.nanoTime() - begun < PATIENCE_NANOS, "a plugin is not restarted, but " + plugin.state());
            if (round.awaitClosing(5)) {
                return;
            }
        }
        life.recover(end);
        life.recover(Affliction.RESTARTED);
        round.ledger().count("restart", kill ? "KILLED" : "TERMINATED");
    }
}
