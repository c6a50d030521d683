package io.thriftplugins.rpc;

import io.thriftplugins.PluginException;

/**
 * A call was refused before anything of it was sent, since the connections to the peer are closed for good: to call
 * another process instead repeats nothing.
 */
public final class CallNotMadeException extends PluginException {

    private static final long serialVersionUID = 1L;

    /**
     * Refuses a call.
     *
     * @param reason why the connections were closed
     */
    CallNotMadeException(PluginException reason) {
        super(reason.code(), String.valueOf(reason.getMessage()), reason);
    }
}
