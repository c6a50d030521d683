package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.LogLevel;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.PluginEnd;
import io.thriftplugins.PluginException;
import io.thriftplugins.RegistrationToken;
import io.thriftplugins.StopResult;
import io.thriftplugins.spi.PluginRunner;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Loads one plugin: steps 2 to 4 of the sequence. Whatever goes wrong, nothing is left of it. */
final class PluginLoad {

    private final ThriftPluginsServer server;
    private final ProcessLauncher launcher;
    private final LaunchGate gate;
    private final LoaderOptions options;
    private final PluginSource source;
    private final PluginOwner owner;
    private final CompletableFuture<RegisteredPlugin> outcome = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> finished = new CompletableFuture<>();

    /** What was launched, as soon as it was. */
    private volatile @Nullable Launched launched;

    PluginLoad(
            ThriftPluginsServer server,
            ProcessLauncher launcher,
            LaunchGate gate,
            LoaderOptions options,
            PluginSource source,
            PluginOwner owner) {
        this.gate = gate;
        this.server = server;
        this.launcher = launcher;
        this.options = options;
        this.source = source;
        this.owner = owner;
    }

    /** Completes with the plugin when it is ready, or with the reason why nobody wants it any more. */
    CompletableFuture<RegisteredPlugin> outcome() {
        return outcome;
    }

    /** How the process ended that was launched; null if none was, or it has not. */
    @Nullable
    PluginEnd end() {
        Launched process = launched;
        return process == null ? null : process.ended().getNow(null);
    }

    /** Completed by whoever runs it, when nothing more happens. */
    CompletableFuture<@Nullable Void> finished() {
        return finished;
    }

    /** Which step it took to end what was launched, after it was abandoned. */
    StopResult stopResult() {
        PluginEnd end = end();
        if (end == null) {
            return launched == null ? StopResult.ALREADY_ENDED : StopResult.STILL_RUNNING;
        }
        return "SIGKILL".equals(end.signal()) ? StopResult.KILLED : StopResult.TERMINATED;
    }

    /** Lets the load fail at once, wherever it stands; false if the plugin was loaded before. */
    boolean abandon(PluginException reason) {
        return outcome.completeExceptionally(reason) || outcome.isCompletedExceptionally();
    }

    /** Loads it, when it is its turn. Blocks. */
    RegisteredPlugin run() {
        LaunchGate.Turn turn = gate.enter();
        try {
            // Whoever waits has no time limit running yet, but may be abandoned.
            var unused = Waiting.forResult(
                    CompletableFuture.anyOf(turn.granted(), outcome),
                    ChronoUnit.FOREVER.getDuration(),
                    this::abandoned);
            return run(turn);
        } finally {
            turn.end();
        }
    }

    private PluginException abandoned() {
        return new PluginException(ErrorCode.CANCELLED, "The load of '" + source.name() + "' was given up");
    }

    private RegisteredPlugin run(LaunchGate.Turn turn) {
        if (outcome.isDone()) {
            return result();
        }
        // The token outlives the wait, so that a late plugin is told that it was given up, not that it is unknown.
        RegistrationToken token = server.registry()
                .issueFor(
                        owner,
                        source.name(),
                        options.registrationTimeout().plusSeconds(5),
                        source.options().grants());
        PendingPlugin pending = server.registry().pending(token);
        if (pending == null) {
            throw new PluginException(
                    ErrorCode.CLOSED, "The server was stopped; '" + source.name() + "' was not loaded");
        }
        pending.loader(finished);
        pending.healthCheck(source.options().healthCheck());
        Launched process = null;
        try {
            process = launch(token, pending);
            launched = process;
            pending.launched(process);
            RegisteredPlugin plugin = await(
                    pending.registered(),
                    process,
                    options.registrationTimeout(),
                    () -> late(
                            ErrorCode.REGISTRATION_TIMEOUT,
                            "was launched but did not register",
                            options.registrationTimeout()));
            // What comes now is the plugin's own work, which may well wait for another plugin's launch.
            turn.end();
            plugin.watch(process);
            await(
                    plugin.ready(),
                    process,
                    options.readyTimeout(),
                    () -> late(
                            ErrorCode.READY_TIMEOUT,
                            "registered but did not say that it is ready",
                            options.readyTimeout()));
            outcome.complete(plugin);
            return result();
        } catch (PluginException e) {
            PluginException reason = withEnd(e, process);
            discard(pending, process, reason);
            throw reason;
        } catch (RuntimeException | Error e) {
            discard(pending, process, new PluginException(ErrorCode.LAUNCH_FAILED, "Could not load " + source, e));
            throw e;
        }
    }

    /** The plugin, unless it was abandoned at the last moment. */
    private RegisteredPlugin result() {
        try {
            return outcome.join();
        } catch (CompletionException e) {
            throw Waiting.failure(e, () -> new PluginException(ErrorCode.CANCELLED, "The load was given up", e));
        }
    }

    private Launched launch(RegistrationToken token, PendingPlugin pending) {
        PluginLog log = new PluginLog(source.name());
        LogLevel level = options.logLevel() != null ? options.logLevel() : log.level();
        LaunchArguments arguments = new LaunchArguments(server.endpoint(), token, level);
        source.checkFiles();
        if (source.runsInHost()) {
            PluginRunner.Running running =
                    Runners.find(server.options().transports()).runHere(source.path(), arguments.withToken());
            return new LaunchedHere(source.name(), running);
        }
        ProcessOutput output = ProcessOutput.loggedTo(log.logger());
        Duration outlives = source.options().outlives();
        if (source.isIsolated()) {
            return launchIsolated(arguments, output, pending);
        } else if (outlives != null) {
            return launchOutliving(arguments, output, pending, Outliving.until(outlives));
        }
        return new LaunchedProcess(source.name(), launcher.launch(source, arguments, output), null);
    }

    private Launched launchOutliving(
            LaunchArguments arguments, ProcessOutput output, PendingPlugin pending, Outliving outliving) {
        pending.hide(outliving.secret());
        PluginProcess process = launcher.launch(source, arguments.with(outliving), output);
        pending.outlives(outliving.secret(), process.mark());
        return new LaunchedProcess(source.name(), process, null);
    }

    private Launched launchIsolated(LaunchArguments arguments, ProcessOutput output, PendingPlugin pending) {
        if (source.options().outlives() != null) {
            throw PluginOrigin.failure("The plugin '" + source.name() + "' can't outlive its host, since its launch"
                    + " prefix isolates it; give it a prefix that doesn't, or none");
        }
        TemporaryDirectory own = TemporaryDirectory.create(arguments.endpoint());
        // Before the launch: the plugin may register before its launcher returns.
        pending.pipesIn(own.path(), arguments.endpoint() instanceof PipeEndpoint);
        try {
            return new LaunchedProcess(source.name(), launcher.launch(source, arguments.in(own), output), own::close);
        } catch (RuntimeException | Error e) {
            own.close();
            throw e;
        }
    }

    /**
     * Waits for a step, for the end of what was launched, or for whoever abandons the load; all are noticed at once.
     */
    private <T> T await(
            CompletableFuture<T> step,
            Launched process,
            Duration timeout,
            java.util.function.Supplier<PluginException> tooLate) {
        CompletableFuture<Object> either = CompletableFuture.anyOf(step, process.ended(), outcome);
        Object first = Waiting.forResult(either, timeout, tooLate);
        if (first instanceof PluginEnd && !step.isDone()) {
            throw new PluginException(ErrorCode.LAUNCH_FAILED, "ended before it was ready");
        }
        return Waiting.forResult(step, Duration.ZERO, tooLate);
    }

    private PluginException late(ErrorCode code, String what, Duration timeout) {
        return new PluginException(
                code,
                "The plugin '" + source.name() + "' " + what + " within " + timeout.toMillis()
                        + " ms and was ended; is it a plugin, and does it do slow work at its start? Its file is "
                        + source.path());
    }

    /** If the process has ended, that says more than anything else. */
    private PluginException withEnd(PluginException e, @Nullable Launched process) {
        if (process == null || (e.code() != ErrorCode.LAUNCH_FAILED && e.code() != ErrorCode.PLUGIN_ENDED)) {
            return e;
        }
        PluginEnd end = process.ended().getNow(null);
        return end == null
                ? e
                : new PluginException(
                        ErrorCode.LAUNCH_FAILED, "Could not load " + source.path() + ": " + end.describe(), e);
    }

    private void discard(PendingPlugin pending, @Nullable Launched process, PluginException reason) {
        server.registry().giveUp(pending, reason);
        // Given up, or registered: if that was decided just now, it is told in a moment.
        RegisteredPlugin plugin =
                pending.registered().handle((registered, failure) -> registered).join();
        if (plugin != null) {
            plugin.fail(reason);
        } else if (process != null) {
            process.stop(server.options().stopPolicy().withoutAsking(), () -> true);
        }
    }
}
