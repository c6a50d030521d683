package io.thriftplugins.client;

import io.thriftplugins.rpc.process.ProcessTree;
import java.util.Optional;

/**
 * A process that this one didn't start, known by more than its number: a later process with the same number is another
 * one.
 */
final class ParentProcess {

    /** Compares the time that the process started at as well, so that a reused pid isn't taken for it. */
    private final ProcessHandle handle;

    private ParentProcess(ProcessHandle handle) {
        this.handle = handle;
    }

    static Optional<ParentProcess> find(long pid) {
        return ProcessHandle.of(pid).map(ParentProcess::new).filter(ParentProcess::isAlive);
    }

    long pid() {
        return handle.pid();
    }

    boolean isAlive() {
        return ProcessTree.isAlive(handle);
    }
}
