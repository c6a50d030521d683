package io.thriftplugins.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Tells the mark of this process's launch from one that was only inherited. */
final class LaunchMark {

    /**
     * In the environment of each process that a host of this project launches, and so of what that starts: the marks of
     * all such launches that led to it, separated by slashes, its own last.
     */
    private static final String VARIABLE = "THRIFT_PLUGINS_LAUNCH";

    private LaunchMark() {}

    /**
     * The mark that only this process and what it has started bear, together with those that its host started it
     * through, such as a script.
     *
     * @param host the host's process, if the host has told it
     * @return null if there is none; also for a plugin that another plugin has started by itself: the mark in its
     *     environment is the other one's, and so are the processes that bear it
     */
    static @Nullable String own(OptionalLong host) {
        String marks = System.getenv(VARIABLE);
        if (marks == null || marks.isBlank()) {
            return null;
        }
        String mark = marks.substring(marks.lastIndexOf('/') + 1);
        Optional<ProcessHandle> launcher = ProcessHandle.current().parent();
        while (launcher.isPresent() && bears(launcher.get().pid(), mark)) {
            launcher = launcher.get().parent();
        }
        boolean known = launcher.isEmpty()
                || (host.isPresent()
                        && (launcher.get().pid() == host.getAsLong()
                                // It is gone already, so who started this can't be seen any more.
                                || ParentProcess.find(host.getAsLong()).isEmpty()));
        return known ? mark : null;
    }

    /** What can't be read is not Linux's, or not this user's. */
    private static boolean bears(long pid, String mark) {
        try {
            Path environment = Path.of("/proc", Long.toString(pid), "environ");
            return Files.readString(environment, StandardCharsets.ISO_8859_1).contains(mark);
        } catch (IOException e) {
            return false;
        }
    }
}
