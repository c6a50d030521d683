package io.thriftplugins.client;

import io.thriftplugins.rpc.process.LaunchMarks;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Tells the mark of this process's launch from one that was only inherited. */
final class LaunchMark {

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
        String mark = LaunchMarks.own();
        if (mark == null) {
            return null;
        }
        Optional<ProcessHandle> launcher = ProcessHandle.current().parent();
        while (launcher.isPresent() && LaunchMarks.areBorneBy(launcher.get().pid(), mark)) {
            launcher = launcher.get().parent();
        }
        boolean known = launcher.isEmpty()
                || (host.isPresent()
                        && (launcher.get().pid() == host.getAsLong()
                                // It is gone already, so who started this can't be seen any more.
                                || ParentProcess.find(host.getAsLong()).isEmpty()));
        return known ? mark : null;
    }
}
