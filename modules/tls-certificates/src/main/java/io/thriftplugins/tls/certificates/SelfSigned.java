package io.thriftplugins.tls.certificates;

import io.thriftplugins.TransportKeys;
import io.thriftplugins.spi.CertificateMaker;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes a key pair on the curve P-256 with the JDK, and a certificate around it that peers know by its hash alone:
 * names and dates in it say nothing.
 */
public final class SelfSigned implements CertificateMaker {

    private static final X500Name NAME = new X500Name("CN=thrift-plugins");
    private static final int SERIAL_BITS = 127;

    /** For peers whose clock is behind this one's. */
    private static final Date BEGIN = Date.from(Instant.EPOCH);

    /** What stands for no end (RFC 5280, 4.1.2.5). The key ends with its process. */
    private static final Date END = Date.from(Instant.parse("9999-12-31T23:59:59Z"));

    private final SecureRandom random = new SecureRandom();

    /** For {@link java.util.ServiceLoader}. */
    public SelfSigned() {}

    @Override
    public TransportKeys make() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            return TransportKeys.of(pair.getPrivate(), List.of(certificate(pair)));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("This JDK can't make a key on the curve P-256 and sign with it", e);
        }
    }

    private X509Certificate certificate(KeyPair pair) throws GeneralSecurityException, OperatorCreationException {
        BigInteger serial = new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE);
        var builder = new JcaX509v3CertificateBuilder(NAME, serial, BEGIN, END, NAME, pair.getPublic());
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    }
}
