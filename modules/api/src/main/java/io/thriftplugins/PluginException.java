package io.thriftplugins;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of the framework: {@link #code()} tells what kind of failure it is, the message tells a person what
 * was wrong and what to do. Messages hold no tokens.
 */
public class PluginException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    @SuppressWarnings("serial") // an exception that is serialized has no use for the remote side's description
    private final transient @Nullable RemoteFailure remoteFailure;

    /**
     * A failure on this side.
     *
     * @param code the kind of failure
     * @param message what was wrong, with what value, and what to do
     */
    public PluginException(ErrorCode code, String message) {
        this(code, message, null, null);
    }

    /**
     * A failure on this side that another exception caused.
     *
     * @param code the kind of failure
     * @param message what was wrong, with what value, and what to do
     * @param cause the cause, or null
     */
    public PluginException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, cause, null);
    }

    /**
     * A failure, perhaps on the other side.
     *
     * @param code the kind of failure
     * @param message what was wrong, with what value, and what to do
     * @param cause the cause in this process, or null
     * @param remoteFailure how the other process described it, or null
     */
    public PluginException(
            ErrorCode code, String message, @Nullable Throwable cause, @Nullable RemoteFailure remoteFailure) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
        this.remoteFailure = remoteFailure;
    }

    /**
     * The kind of failure.
     *
     * @return the code
     */
    public final ErrorCode code() {
        return code;
    }

    /**
     * How the other process described the failure.
     *
     * @return the description with its nested causes; null if the failure arose on this side
     */
    public final @Nullable RemoteFailure remoteFailure() {
        return remoteFailure;
    }
}
