package io.thriftplugins.server;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names of signals (signal(7)). */
final class Signals {

    private static final int SIGNALLED = 128;

    private static final Map<Integer, String> NAMES = new HashMap<>(Map.of(
            1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 4, "SIGILL", 5, "SIGTRAP", 6, "SIGABRT", 8, "SIGFPE", 9,
            "SIGKILL"));

    static {
        NAMES.putAll(Map.of(11, "SIGSEGV", 13, "SIGPIPE", 14, "SIGALRM", 15, "SIGTERM", 24, "SIGXCPU", 25, "SIGXFSZ"));
        NAMES.putAll(
                OperatingSystem.MAC
                        ? Map.of(10, "SIGBUS", 12, "SIGSYS", 30, "SIGUSR1", 31, "SIGUSR2")
                        : Map.of(7, "SIGBUS", 10, "SIGUSR1", 12, "SIGUSR2", 31, "SIGSYS"));
    }

    private Signals() {}

    /**
     * The signal that an exit code stands for. Java reports a process that a signal ended as 128 and the signal's
     * number; a process may also exit with such a code by itself, as a shell does for its last command, or a JVM that
     * was told to terminate and did so in good order (143). The two can't be told apart.
     *
     * @return the name, or null if it stands for none
     */
    static @Nullable String ofExitCode(int exitCode) {
        return OperatingSystem.WINDOWS ? null : NAMES.get(exitCode - SIGNALLED);
    }
}
