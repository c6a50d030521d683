package io.thriftplugins.transport.socket;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.TlsEndpoint;
import java.io.EOFException;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Says in plain words why there is no connection. */
final class HandshakeFailure {

    /** How both messages end that the JDK has for bytes that are no TLS record at all, see SSLEngineInputRecord. */
    private static final Pattern NO_TLS = Pattern.compile("(?i)unrecognized SSL message");

    /** Alerts that mean the certificate of this side (RFC 8446, 6.2). */
    private static final Pattern OUR_CERTIFICATE =
            Pattern.compile("Received fatal alert: (\\w+_certificate|certificate_\\w+|unknown_ca|access_denied)");

    private HandshakeFailure() {}

    /** For whoever dialled. */
    static PluginException ofDialled(TlsEndpoint endpoint, IOException failure) {
        String start = "Cannot connect to " + endpoint + ": ";
        Optional<String> untrusted = untrusted(failure);
        if (untrusted.isPresent()) {
            return new PluginException(
                    ErrorCode.UNTRUSTED_PEER,
                    start + untrusted.get() + "; dial the endpoint as the process that is meant reports it now, or"
                            + " trust who is there",
                    failure);
        }
        if (failure instanceof SSLException) {
            return ourCertificate(failure)
                    ? new PluginException(ErrorCode.UNTRUSTED_PEER, start + refused(failure), failure)
                    : new PluginException(
                            ErrorCode.PROTOCOL_ERROR,
                            start + reason(failure) + "; who listens there must speak TLS 1.3",
                            failure);
        }
        return new PluginException(
                ErrorCode.PROTOCOL_ERROR,
                start + reason(failure) + "; does it speak TLS? A tcp endpoint doesn't",
                failure);
    }

    /** For the log of the side that listens: what is wrong with the peer. */
    static String reason(IOException failure) {
        Optional<String> untrusted = untrusted(failure);
        if (untrusted.isPresent()) {
            return untrusted.get();
        } else if (NO_TLS.matcher(message(failure)).find()) {
            return "it doesn't speak TLS; it must dial with tls:// instead of tcp://";
        } else if (message(failure).contains("Empty client certificate chain")) {
            return "it has no certificate; both sides need one";
        } else if (ourCertificate(failure)) {
            return refused(failure);
        }
        return failure instanceof EOFException || failure instanceof SSLException
                ? message(failure)
                : "the connection broke in the handshake: " + failure.getMessage();
    }

    /**
     * What a connection fails with that was thought to be made: the side that dials is done before the other one has
     * looked at its certificate (RFC 8446, 2).
     */
    static IOException whenUsed(String peer, SSLException failure) {
        return new IOException(
                ourCertificate(failure)
                        ? peer + ": " + refused(failure)
                        : "The encrypted connection to " + peer + " failed: " + failure.getMessage(),
                failure);
    }

    private static String refused(IOException failure) {
        return "the process there doesn't accept this side's certificate (" + failure.getMessage()
                + "); it must trust this side's authority or pin";
    }

    private static boolean ourCertificate(IOException failure) {
        return OUR_CERTIFICATE.matcher(message(failure)).find();
    }

    private static String message(IOException failure) {
        return String.valueOf(failure.getMessage());
    }

    private static Optional<String> untrusted(Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof CertificateException) {
                return Optional.of(String.valueOf(e.getMessage()));
            }
        }
        return Optional.empty();
    }
}
