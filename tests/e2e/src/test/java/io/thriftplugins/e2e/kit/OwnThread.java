package io.thriftplugins.e2e.kit;

import java.util.concurrent.Executor;

/** Threads of the tests' own. */
public final class OwnThread {

    /**
     * Runs each task on a thread of its own, for what blocks: the common pool may have only one thread, so that two
     * that are to run at once would not, nor anybody else's.
     */
    public static final Executor EACH = task -> new Thread(task).start();

    private OwnThread() {}
}
