package io.thriftplugins.server;

import io.thriftplugins.StopResult;

/** The strongest step that anyone has taken yet to stop a process. Safe for use by many threads. */
final class StopStep {

    /** Guarded by this; the constants stand in the order of their strength. */
    private StopResult strongest = StopResult.ALREADY_ENDED;

    synchronized void take(StopResult step) {
        if (step.compareTo(strongest) > 0) {
            strongest = step;
        }
    }

    /** {@link StopResult#ALREADY_ENDED} if none was taken. */
    synchronized StopResult strongest() {
        return strongest;
    }
}
