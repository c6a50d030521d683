package io.thriftplugins.transport.socket;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** Hashes of certificates, in the form that endpoints have them. */
final class Pins {

    private Pins() {}

    static String of(Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("The certificate has no binary form", e);
        }
    }

    static String of(X509Certificate[] chain) {
        return of(chain[0]);
    }

    /** The peer's, of a session whose handshake is done. */
    static String ofPeer(SSLSession session) throws SSLPeerUnverifiedException {
        return of(session.getPeerCertificates()[0]);
    }
}
