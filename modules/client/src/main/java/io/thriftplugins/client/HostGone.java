package io.thriftplugins.client;

import java.util.OptionalLong;

/** How a plugin learns that its host is gone (contract 15). */
enum HostGone {
    /** There was no such process when the plugin looked; the contract makes this an error. */
    NOT_FOUND,
    /** The host's process has ended. */
    ENDED,
    /** The standard input, whose other end the host holds, has ended. */
    INPUT_ENDED;

    /** A sentence without a full stop; {@code host} is the host's process, if it is known. */
    String describe(OptionalLong host) {
        String process = host.isPresent() ? "process " + host.getAsLong() : "process";
        return switch (this) {
            case NOT_FOUND -> "The host's " + process + " is not there";
            case ENDED -> "The host's " + process + " has ended";
            case INPUT_ENDED -> "The host is gone: the standard input has ended";
        };
    }
}
