package io.thriftplugins;

/**
 * What went wrong, for programs to branch on. Each code says how it differs from its neighbours.
 *
 * <p>The first group travels on the wire as the contract's {@code ErrorType} (contract 2); the finer registration codes
 * travel beside it between peers of this project. Peers of the contract send {@link #INTERNAL} for nearly everything
 * (contract 6.1), so branch on these codes only where the other side is of this project.
 */
public enum ErrorCode {
    /** A function failed in its own code; {@link PluginException#remoteFailure()} tells how. */
    FUNCTION_FAILED,
    /** No function has this name. In contrast to {@link #INVALID_ARGUMENT} the call reached no function. */
    INVALID_FUNCTION,
    /** The function exists, but an argument is missing, superfluous, of the wrong type or out of range. */
    INVALID_ARGUMENT,
    /** An object's handle is unknown, another plugin's, or of the wrong kind. */
    INVALID_OBJECT,
    /** The object was there and has been released, by either side, or its owner has ended. */
    OBJECT_RELEASED,
    /**
     * The other side's functions are not those of a {@link TypedInterface}: missing, of another signature, or of
     * another version. In contrast to {@link #INVALID_ARGUMENT} nothing is wrong with the interface itself.
     */
    INTERFACE_MISMATCH,
    /** The peer doesn't offer this operation at all; trying again is useless. */
    NOT_SUPPORTED,
    /** An error in the framework or in a peer that tells nothing better. */
    INTERNAL,

    /** No such registration token was ever issued, or so long ago that it is forgotten. */
    REGISTRATION_TOKEN_UNKNOWN,
    /** The registration token was used already: by this process or by another one. */
    REGISTRATION_TOKEN_USED,
    /** The registration token was issued, never used, and its time is over. */
    REGISTRATION_TOKEN_EXPIRED,
    /** The registration token was taken back before it was used, as after a load that failed. */
    REGISTRATION_TOKEN_REVOKED,
    /** The authorization token is unknown, revoked, or belongs to another plugin. */
    INVALID_AUTHORIZATION_TOKEN,
    /** A signature does not follow the grammar (contract 13); the message gives the position. */
    INVALID_SIGNATURE,
    /** Two functions of one plugin have the same name, differing at most in case. */
    DUPLICATE_FUNCTION,
    /** The host will not dial the callback endpoint: foreign machine, or unreachable. */
    CALLBACK_REFUSED,
    /** The caller lacks a grant for this operation; the message names what it was not granted. */
    ACCESS_DENIED,

    /** A text is no endpoint. In contrast to {@link #ENDPOINT_UNAVAILABLE} it can never work. */
    INVALID_ENDPOINT,
    /** The endpoint is well formed but can't be listened on or dialled: in use, too long, refused, no permission. */
    ENDPOINT_UNAVAILABLE,
    /**
     * The process at the other end is not the one that was meant, or doesn't take this one for the one it means: its
     * certificate is another one than expected, or nobody trusted vouches for it. Trying again is useless.
     */
    UNTRUSTED_PEER,
    /** No transport for the endpoint's scheme, or more than one. */
    NO_TRANSPORT,

    /** The plugin could not be launched, or ended before it was ready. */
    LAUNCH_FAILED,
    /**
     * A file of the plugin is not the one that the host expects, or is missing or superfluous; nothing was launched. In
     * contrast to {@link #LAUNCH_FAILED} the plugin might well work.
     */
    CHECKSUM_MISMATCH,
    /** The plugin was launched but did not register in time. */
    REGISTRATION_TIMEOUT,
    /** The plugin registered but did not say that it is ready in time. */
    READY_TIMEOUT,
    /** The call's deadline passed; whether the function took effect is unknown. */
    DEADLINE_EXCEEDED,
    /** The caller cancelled the call or its thread was interrupted; whether it took effect is unknown. */
    CANCELLED,
    /** The connection broke in mid-call; the process at the other end may live. Whether it took effect is unknown. */
    CONNECTION_LOST,
    /** The plugin's process ended; calls in flight may have taken effect, later ones have not. */
    PLUGIN_ENDED,
    /**
     * The plugin has no host: its own has ended. In contrast to {@link #CLOSED} another one may still come, if the
     * plugin was told to outlive its host.
     */
    HOST_GONE,
    /** The plugin is not to be taken over by this host: its own host lives, or the secret is not the plugin's. */
    TAKE_OVER_REFUSED,
    /**
     * The plugin, this side, or the object was stopped or closed. A call that was in flight may have taken effect; one
     * that was made later has not.
     */
    CLOSED,
    /** A configured limit would be exceeded; the message names it. */
    LIMIT_EXCEEDED,
    /** The peer sent bytes that do not follow the protocol. */
    PROTOCOL_ERROR
}
