import io.thriftplugins.spi.CertificateMaker;
import io.thriftplugins.tls.certificates.SelfSigned;
import org.jspecify.annotations.NullMarked;

/** Makes the keys and certificates of {@code tls} endpoints that are given none. */
@NullMarked
module io.thriftplugins.tls.certificates {
    requires io.thriftplugins.api;
    requires org.bouncycastle.pkix;
    requires org.bouncycastle.provider;
    requires static org.jspecify;

    provides CertificateMaker with
            SelfSigned;
}
