package io.thriftplugins.transport.socket;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.TlsEndpoint;
import io.thriftplugins.TransportKeys;
import io.thriftplugins.spi.TransportConnection;
import io.thriftplugins.spi.TransportListener;
import io.thriftplugins.spi.TransportProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * TCP with TLS 1.3 (RFC 8446), where both sides prove who they are. It goes beyond loopback.
 *
 * <p>Without keys it makes up a key pair of its own for the time that it lives, when it is first used.
 */
public final class TlsTransport implements TransportProvider {

    private final OwnKeys keys;
    private final @Nullable String onlyPeer;

    /** A transport with keys that it makes up. */
    public TlsTransport() {
        this(new OwnKeys(null), null);
    }

    private TlsTransport(OwnKeys keys, @Nullable String onlyPeer) {
        this.keys = keys;
        this.onlyPeer = onlyPeer;
    }

    @Override
    public String scheme() {
        return TlsEndpoint.SCHEME;
    }

    /**
     * The loopback address, on a port that the system will choose.
     *
     * @param prefix not used, since ports have no names
     */
    @Override
    public Endpoint newEndpoint(String prefix) {
        return new TlsEndpoint("127.0.0.1", 0);
    }

    @Override
    public TransportListener listen(Endpoint endpoint) throws IOException {
        TlsEndpoint tls = tls(endpoint);
        PeerTrust trust = PeerTrust.ofAccepted(keys, onlyPeer);
        return TlsListener.on(tls, addresses(tls).get(0), keys.pin(), Engines.accepting(keys, trust));
    }

    @Override
    public TransportConnection connect(Endpoint endpoint, Duration timeout) throws IOException {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("A timeout is more than zero, not " + timeout);
        }
        TlsEndpoint tls = tls(endpoint);
        PeerTrust trust = PeerTrust.ofDialled(keys, tls);
        return new TlsDialer(tls).connect(addresses(tls), Engines.dialling(keys, trust, tls), timeout);
    }

    @Override
    public boolean isLocal(Endpoint endpoint) {
        return !Loopback.addresses(tls(endpoint).host()).isEmpty();
    }

    @Override
    public TransportProvider withKeys(TransportKeys given) {
        return new TlsTransport(new OwnKeys(given), onlyPeer);
    }

    @Override
    public TransportProvider acceptingOnly(String identity) {
        return new TlsTransport(keys, identity);
    }

    /** Here names are looked up: whoever answers in the name server's place can't present the right certificate. */
    private static List<InetAddress> addresses(TlsEndpoint endpoint) {
        List<InetAddress> loopback = Loopback.addresses(endpoint.host());
        if (!loopback.isEmpty()) {
            return loopback;
        }
        try {
            return List.of(InetAddress.getAllByName(endpoint.host()));
        } catch (UnknownHostException e) {
            throw new PluginException(
                    ErrorCode.ENDPOINT_UNAVAILABLE,
                    "The host in '" + endpoint + "' is unknown; write an address, or a name that this machine can"
                            + " look up",
                    e);
        }
    }

    private static TlsEndpoint tls(Endpoint endpoint) {
        if (endpoint instanceof TlsEndpoint tls) {
            return tls;
        }
        throw new PluginException(
                ErrorCode.INVALID_ENDPOINT, "'" + endpoint + "' is no TLS address; write tls://HOST:PORT/sha256/HEX");
    }
}
