package io.thriftplugins.transport.socket;

import io.thriftplugins.TransportKeys;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Somebody who vouches for others: a certificate authority as a company has it. */
final class Authority {

    private final X500Name name;
    private final KeyPair pair;
    private final X509Certificate certificate;

    Authority(String name) throws Exception {
        this.name = new X500Name("CN=" + name);
        this.pair = newPair();
        var builder = builder(this.name, pair);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        this.certificate = sign(builder);
    }

    X509Certificate certificate() {
        return certificate;
    }

    /** Keys with a certificate for an address, which trust this authority. */
    TransportKeys issue(String subject, String address) throws Exception {
        KeyPair theirs = newPair();
        var builder = builder(new X500Name("CN=" + subject), theirs);
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.iPAddress, address)));
        return TransportKeys.of(theirs.getPrivate(), List.of(sign(builder))).trusting(List.of(certificate));
    }

    private JcaX509v3CertificateBuilder builder(X500Name subject, KeyPair theirs) {
        Instant now = Instant.now();
        return new JcaX509v3CertificateBuilder(
                name,
                BigInteger.valueOf(System.nanoTime()),
                Date.from(now.minusSeconds(3600)),
                Date.from(now.plusSeconds(3600)),
                subject,
                theirs.getPublic());
    }

    private X509Certificate sign(JcaX509v3CertificateBuilder builder) throws Exception {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate())));
    }

    private static KeyPair newPair() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }
}
