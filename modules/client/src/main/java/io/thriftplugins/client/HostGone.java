package io.thriftplugins.client;

/** How a plugin learns that its host is gone (contract 15). */
enum HostGone {
    /** There was no such process when the plugin looked; the contract makes this an error. */
    NOT_FOUND,
    /** The host's process has ended. */
    ENDED,
    /** The standard input, whose other end the host holds, has ended. */
    INPUT_ENDED
}
