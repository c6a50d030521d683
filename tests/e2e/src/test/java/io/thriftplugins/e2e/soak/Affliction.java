package io.thriftplugins.e2e.soak;

import io.thriftplugins.ErrorCode;
import java.util.Set;

/** What is done to a plugin, and how calls may fail because of it. */
enum Affliction {
    /** It was killed, or halted itself. */
    KILLED(ErrorCode.PLUGIN_ENDED),
    /** It exited by itself, or because somebody else told it to terminate: first of all it refuses calls. */
    QUIT(ErrorCode.PLUGIN_ENDED, ErrorCode.CLOSED),
    /** Its process was ended and another one took its place: objects of the first one are gone. */
    RESTARTED(ErrorCode.OBJECT_RELEASED),
    /** Another process took its place and left it hardly any time for what was in use. */
    REPLACED_IN_HASTE(ErrorCode.CLOSED, ErrorCode.OBJECT_RELEASED),
    /** The host stopped it. */
    STOPPED(ErrorCode.CLOSED),
    /** Its process was stopped for a while, as with Ctrl-Z. */
    FROZEN(ErrorCode.DEADLINE_EXCEEDED);

    private final Set<ErrorCode> codes;

    Affliction(ErrorCode... codes) {
        this.codes = Set.of(codes);
    }

    boolean explains(ErrorCode code) {
        return codes.contains(code);
    }
}
