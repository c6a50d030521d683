package io.thriftplugins.client;

import io.thriftplugins.rpc.process.ProcessTree;
import java.time.Duration;
import java.util.Collection;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes that this one has started, and those that they have. Its host ends them after it; if the host is gone,
 * this process is the only one that can.
 */
final class Descendants {

    private static final Logger LOG = LoggerFactory.getLogger(Descendants.class);

    /** Together with what the plugin itself gets, less than the 5 s in which nothing may be left (checklist 46). */
    private static final Duration TERMINATE = Duration.ofMillis(300);

    private static final Duration KILL = Duration.ofMillis(700);

    private final ProcessTree tree;

    /** Those from now on; {@code host} is the host's process, if it is known. */
    Descendants(OptionalLong host) {
        this.tree = new ProcessTree(ProcessHandle.current(), LaunchMark.own(host));
    }

    /** Notes down those that there are, before the plugin stops: without their parents they are hard to find. */
    void note() {
        tree.note();
    }

    /** Ends them: all, also those that ignore being told. Blocks for a second at most. */
    void end() {
        Collection<ProcessHandle> left = tree.end(TERMINATE, KILL);
        if (!left.isEmpty()) {
            LOG.warn(
                    "These processes could not be ended: {}",
                    left.stream().map(ProcessHandle::pid).toList());
        }
    }
}
