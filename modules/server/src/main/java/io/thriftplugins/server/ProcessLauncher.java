package io.thriftplugins.server;

import io.thriftplugins.PluginException;
import io.thriftplugins.spi.PluginRunner;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Starts processes of plugins. Safe for use by many threads. */
final class ProcessLauncher {

    /** How long a program may be written to: it seems so while another thread of this JVM starts a process. */
    private static final Duration BUSY_FOR = Duration.ofSeconds(2);

    private static final Duration BUSY_PAUSE = Duration.ofMillis(10);

    private final OutputPump pump;
    private final Supplier<PluginRunner> runner;
    private final LaunchThread thread = new LaunchThread();

    /**
     * A launcher.
     *
     * @param runner asked for each JAR that is launched
     */
    ProcessLauncher(OutputPump pump, Supplier<PluginRunner> runner) {
        this.pump = pump;
        this.runner = runner;
    }

    /**
     * Starts a plugin's process. Doesn't wait for anything but the start.
     *
     * @param source a plugin that does not run in the host
     * @param arguments what to tell it
     * @param output who gets its output
     * @return the process
     * @throws PluginException with {@code LAUNCH_FAILED} if it can't be started
     */
    PluginProcess launch(PluginSource source, LaunchArguments arguments, ProcessOutput output) {
        LaunchPlan plan = LaunchPlan.of(source, arguments, runner);
        LaunchErrors.check(plan);
        Process process = start(plan);
        try {
            return new PluginProcess(plan, process, pump, output);
        } catch (RuntimeException | Error e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private Process start(LaunchPlan plan) {
        ProcessBuilder builder = new ProcessBuilder(plan.command());
        setEnvironment(builder.environment(), plan.environment());
        if (plan.workingDirectory() != null) {
            builder.directory(plan.workingDirectory().toFile());
        }
        long deadline = System.nanoTime() + BUSY_FOR.toNanos();
        while (true) {
            try {
                return plan.prefix().isEmpty() ? builder.start() : thread.call(builder::start);
            } catch (IOException e) {
                boolean again = LaunchErrors.number(e) == LaunchErrors.BUSY && System.nanoTime() - deadline < 0;
                if (!again || Thread.currentThread().isInterrupted()) {
                    throw LaunchErrors.explain(plan, e);
                }
                LockSupport.parkNanos(BUSY_PAUSE.toNanos());
            }
        }
    }

    /** To be called when the processes have ended: those whose prefix dies with its parent do it now. */
    void close() {
        thread.close();
    }

    /** Leaves alone what stays the same: its bytes may be no text in the host's encoding. */
    private static void setEnvironment(Map<String, String> environment, Map<String, String> wanted) {
        environment.keySet().retainAll(wanted.keySet());
        wanted.forEach((name, value) -> {
            if (!value.equals(environment.get(name))) {
                environment.put(name, value);
            }
        });
    }
}
