package io.thriftplugins.e2e.soak;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginEnd;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import io.thriftplugins.e2e.kit.Processes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The ways in which plugins end. */
final class Fates {

    /** Patience for a busy machine. */
    static final StopPolicy PATIENT =
            new StopPolicy(Duration.ofSeconds(20), Duration.ofSeconds(10), Duration.ofSeconds(10));

    private static final StopPolicy HASTY =
            new StopPolicy(Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofSeconds(20));

    private static final long PATIENCE = 20;

    private Fates() {}

    static List<Fate> of(Life life) {
        Kind kind = life.kind();
        List<Fate> fates =
                new ArrayList<>(List.of(new Fate("stop", Fates::stop), new Fate("stop twice", Fates::stopTwice)));
        if (kind.hasProcess()) {
            fates.add(new Fate("freeze and stop", Fates::freezeAndStop));
            fates.add(new Fate("kill while stopping", Fates::killWhileStopping));
        }
        if (life.isSupervised()) {
            return fates;
        }
        if (kind.hasProcess()) {
            fates.add(new Fate("kill", Fates::kill));
            fates.add(new Fate("terminate", Fates::terminate));
        }
        if (kind.hasProcess() && kind.isJava()) {
            fates.add(new Fate("exit", (one, random) -> exit(one, "exit")));
            fates.add(new Fate("halt", (one, random) -> exit(one, "halt")));
        }
        return fates;
    }

    private static void stop(Life life, SplittableRandom random) {
        life.suffer(Affliction.STOPPED);
        StopResult result = life.plugin().stop(PATIENT);
        Mismatch.unless(result == StopResult.GRACEFUL, "a stop was " + result);
    }

    private static void stopTwice(Life life, SplittableRandom random) throws Exception {
        life.suffer(Affliction.STOPPED);
        CompletableFuture<StopResult> other = inThread(() -> life.plugin().stop(PATIENT));
        StopResult result = life.plugin().stop(PATIENT);
        StopResult second = other.get(PATIENCE, TimeUnit.SECONDS);
        Mismatch.unless(
                result == StopResult.GRACEFUL || second == StopResult.GRACEFUL,
                "two stops at once were " + result + " and " + second);
        Mismatch.unless(life.plugin().stop(PATIENT) == StopResult.ALREADY_ENDED, "a third stop had something to do");
    }

    private static void kill(Life life, SplittableRandom random) throws Exception {
        life.suffer(Affliction.KILLED);
        Processes.kill(pid(life));
        PluginEnd end = ended(life);
        Mismatch.unless(Objects.equals(end.signal(), "SIGKILL"), "the end of a killed plugin was " + end.describe());
    }

    private static void terminate(Life life, SplittableRandom random) throws Exception {
        life.suffer(Affliction.QUIT);
        ProcessHandle.of(pid(life)).orElseThrow().destroy();
        ended(life);
    }

    private static void freezeAndStop(Life life, SplittableRandom random) throws Exception {
        life.suffer(Affliction.FROZEN);
        life.suffer(Affliction.STOPPED);
        Processes.pause(pid(life));
        StopResult result = life.plugin().stop(HASTY);
        Mismatch.unless(result == StopResult.KILLED, "the stop of a frozen plugin was " + result);
    }

    private static void killWhileStopping(Life life, SplittableRandom random) throws Exception {
        life.suffer(Affliction.KILLED);
        life.suffer(Affliction.STOPPED);
        long pid = pid(life);
        CompletableFuture<StopResult> stop = inThread(() -> life.plugin().stop(PATIENT));
        if (random.nextBoolean()) {
            CompletableFuture.runAsync(
                            () -> {}, CompletableFuture.delayedExecutor(random.nextInt(30), TimeUnit.MILLISECONDS))
                    .join();
        }
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        StopResult result = stop.get(PATIENCE, TimeUnit.SECONDS);
        Mismatch.unless(result != StopResult.STILL_RUNNING, "a killed plugin can't be stopped");
    }

    private static void exit(Life life, String function) throws Exception {
        life.suffer(function.equals("exit") ? Affliction.QUIT : Affliction.KILLED);
        try {
            life.plugin().call(CallRequest.of(function, 7));
            throw new Mismatch("a function that ends its process returned");
        } catch (PluginException e) {
            Mismatch.unless(e.code() == ErrorCode.PLUGIN_ENDED, "a function ended its process, which gave " + e);
        }
        PluginEnd end = ended(life);
        Mismatch.unless(Objects.equals(end.exitCode(), 7), "the exit code 7 became " + end.describe());
    }

    private static PluginEnd ended(Life life) throws Exception {
        return life.plugin().ended().get(PATIENCE, TimeUnit.SECONDS);
    }

    private static long pid(Life life) {
        PluginHandle plugin = life.plugin();
        return plugin.pid().orElseThrow();
    }

    private static CompletableFuture<StopResult> inThread(java.util.function.Supplier<StopResult> stop) {
        CompletableFuture<StopResult> result = new CompletableFuture<>();
        new Thread(() -> result.completeAsync(stop, Runnable::run), "soak-stop").start();
        return result;
    }
}
