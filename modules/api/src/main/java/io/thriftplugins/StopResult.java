package io.thriftplugins;

/** Which step it took to stop a plugin; in the order of the steps. */
public enum StopResult {
    /** It had ended before it was stopped. */
    ALREADY_ENDED,
    /** It ended when it was asked. */
    GRACEFUL,
    /** It ended when its stdin was closed. */
    INPUT_ENDED,
    /** It had to be terminated. */
    TERMINATED,
    /** It had to be killed. */
    KILLED,
    /** It is still there although it was killed, or runs in a process that the host may not kill. */
    STILL_RUNNING
}
