package io.thriftplugins.transport.socket;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.TlsEndpoint;
import io.thriftplugins.TransportKeys;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a peer is the one that is meant. That it has the key which belongs to its certificate, TLS itself
 * makes sure of.
 */
final class PeerTrust extends X509ExtendedTrustManager {

    private final boolean anybody;
    private final Set<String> pins;
    private final @Nullable X509ExtendedTrustManager authorities;

    private PeerTrust(boolean anybody, Set<String> pins, @Nullable X509ExtendedTrustManager authorities) {
        this.anybody = anybody;
        this.pins = pins;
        this.authorities = authorities;
    }

    /**
     * For those who connect. If nobody in particular is trusted, anybody may: whoever registers presents a token, and
     * is from then on who has the key that the token was presented with.
     */
    static PeerTrust ofAccepted(OwnKeys keys, @Nullable String onlyPeer) {
        if (onlyPeer != null) {
            return new PeerTrust(false, Set.of(onlyPeer), null);
        }
        TransportKeys own = keys.get();
        boolean anybody = own.pins().isEmpty() && own.authorities().isEmpty();
        return new PeerTrust(anybody, own.pins(), authorities(own.authorities()));
    }

    /**
     * For whom is dialled.
     *
     * @throws PluginException if nobody can be told from anybody else
     */
    static PeerTrust ofDialled(OwnKeys keys, TlsEndpoint endpoint) {
        if (endpoint.pin().isPresent()) {
            return new PeerTrust(false, Set.of(endpoint.pin().get()), null);
        }
        TransportKeys own = keys.get();
        if (own.pins().isEmpty() && own.authorities().isEmpty()) {
            throw new PluginException(
                    ErrorCode.INVALID_ENDPOINT,
                    "'" + endpoint + "' doesn't tell which certificate is to be found there, and no authority is"
                            + " trusted; take the endpoint as its listener reports it, with /sha256/ at its end, or"
                            + " give TransportKeys that trust somebody");
        }
        return new PeerTrust(false, own.pins(), authorities(own.authorities()));
    }

    /** Whether the name in the certificate counts, since more than one peer may have one of an authority. */
    boolean checksHost() {
        return authorities != null;
    }

    private static @Nullable X509ExtendedTrustManager authorities(List<X509Certificate> certificates) {
        if (certificates.isEmpty()) {
            return null;
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < certificates.size(); i++) {
                store.setCertificateEntry("authority-" + i, certificates.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager known) {
                    return known;
                }
            }
            throw new IllegalStateException("This JDK can't check certificates of authorities");
        } catch (GeneralSecurityException | IOException e) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT, "The trusted certificates can't be used: " + e.getMessage(), e);
        }
    }

    /** What an authority's trust manager checks. */
    private interface Check {
        void run(X509ExtendedTrustManager manager) throws CertificateException;
    }

    private void check(X509Certificate[] chain, Check check) throws CertificateException {
        String found = Pins.of(chain);
        if (anybody || pins.contains(found)) {
            return;
        }
        if (authorities == null) {
            throw new CertificateException("its certificate, with the SHA-256 " + found
                    + ", is another one than expected: " + String.join(" or ", pins));
        }
        try {
            check.run(authorities);
        } catch (CertificateException e) {
            throw new CertificateException(
                    "no trusted authority vouches for its certificate, with the SHA-256 " + found + ": "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, manager -> manager.checkClientTrusted(chain, authType, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, manager -> manager.checkServerTrusted(chain, authType, engine));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw withoutEngine();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw withoutEngine();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw withoutEngine();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw withoutEngine();
    }

    /** None is told to peers: one whose certificate comes from elsewhere shall present it, and be refused by name. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    private static CertificateException withoutEngine() {
        return new CertificateException("Certificates are checked for engines alone");
    }
}
