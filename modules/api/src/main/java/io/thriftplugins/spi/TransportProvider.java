package io.thriftplugins.spi;

import io.thriftplugins.Endpoint;
import io.thriftplugins.TransportKeys;
import java.io.IOException;
import java.time.Duration;

/**
 * A way to move bytes between processes, found through {@link java.util.ServiceLoader} by the scheme of its endpoints.
 * A module declares {@code provides TransportProvider with ...}; it may export nothing.
 *
 * <p>Host and plugin both need it. The process of a plugin JAR gets the host's transports and the modules that they
 * require. A JAR that isn't a module doesn't say what it requires, so it must need nothing but the JDK, this interface
 * and SLF4J.
 *
 * <p>Providers are made once for each search, cheap to make, and safe for use by many threads. The contract test in
 * {@code io.thriftplugins.transport.tck} checks all that is said here and in the other two interfaces.
 *
 * <p>Failures are {@link io.thriftplugins.PluginException} with {@code ENDPOINT_UNAVAILABLE} or
 * {@code INVALID_ENDPOINT} where the endpoint is at fault (the message names it and the remedy), with
 * {@code UNTRUSTED_PEER} where the process at the other end isn't the one that was meant, and
 * {@link IOException} where a connection broke.
 */
public interface TransportProvider {

    /**
     * The scheme of the endpoints that this transport serves, such as {@code tcp}.
     *
     * @return the scheme in lower case, the same at every call
     */
    String scheme();

    /**
     * Makes up an endpoint to listen on that nobody else uses, on this machine.
     *
     * @param prefix what its name starts with, where endpoints have names; such as {@code qcath-}
     * @return an endpoint that {@link #listen} takes; what the listener reports is to be dialled, since a port may be
     *     chosen by the system
     */
    Endpoint newEndpoint(String prefix);

    /**
     * Starts to listen. When this method returns, the endpoint can be dialled.
     *
     * @param endpoint an endpoint of this scheme
     * @return the listener, to be closed by the caller
     * @throws IOException if the system refuses for a reason that isn't the endpoint's
     * @throws io.thriftplugins.PluginException if the endpoint is in use, malformed, too long, not permitted or not
     *     safe
     */
    TransportListener listen(Endpoint endpoint) throws IOException;

    /**
     * Connects to a listener. Blocks until the connection is there, the time is over, or the thread is interrupted. An
     * endpoint that nobody listens on fails at once; callers that expect it to appear try again.
     *
     * @param endpoint an endpoint of this scheme
     * @param timeout how long to try, more than zero
     * @return the connection, to be closed by the caller
     * @throws java.net.SocketTimeoutException if the time is over
     * @throws java.nio.channels.ClosedByInterruptException if the thread was interrupted; its flag stays set
     * @throws IOException if the connection breaks while it is made
     * @throws io.thriftplugins.PluginException if nobody listens, the endpoint is malformed, or the peer isn't
     *     permitted
     */
    TransportConnection connect(Endpoint endpoint, Duration timeout) throws IOException;

    /**
     * Whether an endpoint lies on this machine. A host dials a plugin's callback only if it does, unless configured
     * otherwise.
     *
     * @param endpoint an endpoint of this scheme
     * @return true if no other machine can answer there
     */
    boolean isLocal(Endpoint endpoint);

    /**
     * A transport like this one that proves itself with the given keys. Only transports do something about it whose
     * connections tell who the peer is.
     *
     * @param keys what to prove oneself with, and whom to trust
     * @return a copy; this transport if it has no use for keys
     */
    default TransportProvider withKeys(TransportKeys keys) {
        return this;
    }

    /**
     * A transport like this one, with the same keys, whose listeners accept a single peer. A plugin listens with it for
     * its host's connections.
     *
     * @param identity the peer's {@link TransportConnection#peerIdentity()}, not empty
     * @return a copy; this transport if its connections tell no identity
     */
    default TransportProvider acceptingOnly(String identity) {
        return this;
    }

    /**
     * Removes what a listener left behind whose process was killed, such as a file; a living one is not touched. Hosts
     * call it when a plugin has ended. Blocks for a moment at most. Does nothing unless a transport leaves something.
     *
     * @param endpoint an endpoint of this scheme
     */
    default void cleanUp(Endpoint endpoint) {}
}
