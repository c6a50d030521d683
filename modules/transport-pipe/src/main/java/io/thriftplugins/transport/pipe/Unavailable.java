package io.thriftplugins.transport.pipe;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import org.jspecify.annotations.Nullable;

/** Makes the errors of this transport, all of one form: what can't be done, why, and what to do. */
final class Unavailable {

    private Unavailable() {}

    static PluginException toListen(Endpoint endpoint, String reason, @Nullable Throwable cause) {
        return new PluginException(
                ErrorCode.ENDPOINT_UNAVAILABLE, "Cannot listen on " + endpoint + ": " + reason, cause);
    }

    static PluginException toConnect(Endpoint endpoint, String reason, @Nullable Throwable cause) {
        return new PluginException(
                ErrorCode.ENDPOINT_UNAVAILABLE, "Cannot connect to " + endpoint + ": " + reason, cause);
    }
}
