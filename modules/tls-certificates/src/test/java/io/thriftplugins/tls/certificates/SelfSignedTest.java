package io.thriftplugins.tls.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.thriftplugins.TransportKeys;
import java.security.Signature;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Keys made up for one process. */
final class SelfSignedTest {

    private final SelfSigned maker = new SelfSigned();

    @Test
    @DisplayName("the certificate is signed with its own key, and valid")
    void signedByItself() {
        X509Certificate certificate = maker.make().chain().get(0);

        assertThatCode(() -> certificate.verify(certificate.getPublicKey())).doesNotThrowAnyException();
        assertThatCode(certificate::checkValidity).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("the private key belongs to the certificate")
    void keyBelongsToCertificate() throws Exception {
        TransportKeys keys = maker.make();
        byte[] text = {1, 2, 3};
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(keys.privateKey());
        signer.update(text);
        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(keys.chain().get(0));
        verifier.update(text);

        assertThat(verifier.verify(signer.sign())).isTrue();
    }

    @Test
    @DisplayName("no two are alike")
    void different() throws Exception {
        X509Certificate first = maker.make().chain().get(0);
        X509Certificate second = maker.make().chain().get(0);

        assertThat(first.getEncoded()).isNotEqualTo(second.getEncoded());
        assertThat(first.getPublicKey()).isNotEqualTo(second.getPublicKey());
        assertThat(first.getSerialNumber()).isNotEqualTo(second.getSerialNumber());
    }
}
