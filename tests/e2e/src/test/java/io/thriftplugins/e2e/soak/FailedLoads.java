package io.thriftplugins.e2e.soak;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.server.LoadedPlugin;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ThriftPluginsLoader;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Loads that are not to succeed. */
final class FailedLoads {

    private FailedLoads() {}

    static void one(Round round, Kind kind, String name, UnknownSockets sockets, SplittableRandom random)
            throws InterruptedException {
        String what;
        String outcome;
        PluginSource source = sockets.in(round.plugins().source(kind, name + "-unloaded"));
        switch (random.nextInt(3)) {
            case 0 -> {
                what = "cancelled";
                outcome = cancelled(round, source, random.nextInt(900));
            }
            case 1 -> {
                what = "failing";
                outcome = failed(
                        round,
                        round.loader(),
                        round.plugins().failing(name + "-failing"),
                        Set.of(ErrorCode.LAUNCH_FAILED));
            }
            default -> {
                what = "hasty";
                outcome = hasty(round, source, random.nextInt(1, 900));
            }
        }
        round.ledger().count("load, " + what, outcome);
    }

    /** At whatever moment it catches the plugin in. */
    private static String cancelled(Round round, PluginSource source, int millis) throws InterruptedException {
        CompletableFuture<LoadedPlugin> load = round.loader().loadAsync(source);
        round.awaitClosing(millis);
        load.cancel(true);
        try {
            load.join().close();
            return "LOADED";
        } catch (CancellationException e) {
            return "CANCELLED";
        } catch (CompletionException e) {
            return unexpected(round, source, e);
        }
    }

    private static String hasty(Round round, PluginSource source, int millis) {
        try (ThriftPluginsLoader loader = ThriftPluginsLoader.builder(round.server())
                .registrationTimeout(Duration.ofMillis(millis))
                .readyTimeout(Duration.ofMillis(millis))
                .build()) {
            return failed(round, loader, source, Set.of(ErrorCode.REGISTRATION_TIMEOUT, ErrorCode.READY_TIMEOUT));
        }
    }

    private static String failed(
            Round round, ThriftPluginsLoader loader, PluginSource source, Set<ErrorCode> expected) {
        try (PluginHandle loaded = loader.load(source)) {
            return "LOADED";
        } catch (PluginException e) {
            return expected.contains(e.code()) ? e.code().name() : unexpected(round, source, e);
        }
    }

    private static String unexpected(Round round, PluginSource source, RuntimeException e) {
        if (round.isClosing()) {
            return "OVERTAKEN";
        }
        round.ledger().fault("A load of " + source.name(), e);
        return "FAULT";
    }
}
