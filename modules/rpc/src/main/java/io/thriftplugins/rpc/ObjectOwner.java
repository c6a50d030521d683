package io.thriftplugins.rpc;

/** A side of the connection whose objects the other side holds. */
public interface ObjectOwner {

    /**
     * Checks who calls.
     *
     * @param session the connection
     * @param token the token that was presented
     * @return the objects between this side and the caller
     * @throws io.thriftplugins.PluginException with {@code INVALID_AUTHORIZATION_TOKEN} if the token is not the
     *     caller's
     */
    ObjectSpace authorize(Session session, long token);
}
