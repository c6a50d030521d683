package io.thriftplugins.server;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that this one has started, and has the other ends of its streams.
 *
 * @param process never ended by its own methods, which close its streams at once: what it prints while it terminates
 *     would be lost, and whoever ignores no SIGPIPE would die of that in the middle
 */
record ChildProcess(Process process) implements ProcessStop.Target {

    private static final Logger LOG = LoggerFactory.getLogger(ChildProcess.class);

    @Override
    public ProcessHandle handle() {
        return process.toHandle();
    }

    @Override
    public void closeStdin() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            LOG.debug("The stdin of process {} can't be closed", process.pid(), e);
        }
    }
}
