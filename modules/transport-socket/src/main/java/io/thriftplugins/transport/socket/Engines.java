package io.thriftplugins.transport.socket;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.TlsEndpoint;
import java.security.GeneralSecurityException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/** Makes engines for one connection each: TLS 1.3 alone, and both sides prove who they are. */
final class Engines {

    private static final String[] PROTOCOLS = {"TLSv1.3"};

    /**
     * Seconds, just beyond the longest that a ticket may live (RFC 8446, 4.6.1: seven days): no ticket is sent then.
     * So there are no abbreviated handshakes, in which nobody proves anything anew; and a connection that only writes
     * has nothing unread when it is closed, which would make the system drop what the peer has not read yet.
     */
    private static final int NO_TICKETS = 604_801;

    private Engines() {}

    /** Engines for the side that accepts. */
    static Supplier<SSLEngine> accepting(OwnKeys keys, PeerTrust trust) {
        SSLContext context = context(keys, trust);
        context.getServerSessionContext().setSessionTimeout(NO_TICKETS);
        return () -> {
            SSLEngine engine = context.createSSLEngine();
            engine.setUseClientMode(false);
            engine.setEnabledProtocols(PROTOCOLS);
            engine.setNeedClientAuth(true);
            return engine;
        };
    }

    /** An engine for the side that dials. */
    static SSLEngine dialling(OwnKeys keys, PeerTrust trust, TlsEndpoint endpoint) {
        SSLEngine engine = context(keys, trust).createSSLEngine(endpoint.host(), endpoint.port());
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(PROTOCOLS);
        if (trust.checksHost()) {
            SSLParameters parameters = engine.getSSLParameters();
            // The rules that everybody knows for names in certificates (RFC 2818, 3.1); it is not about HTTP.
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
        }
        return engine;
    }

    private static SSLContext context(OwnKeys keys, PeerTrust trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.managers(), new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new PluginException(
                    ErrorCode.INVALID_ARGUMENT, "The keys can't be used for TLS 1.3: " + e.getMessage(), e);
        }
    }
}
