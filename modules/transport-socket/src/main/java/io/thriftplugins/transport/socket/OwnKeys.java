package io.thriftplugins.transport.socket;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.TransportKeys;
import io.thriftplugins.spi.CertificateMaker;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Optional;
import java.util.ServiceLoader;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/** What a transport proves itself with: what it was given, or what it makes up when that is first needed. */
final class OwnKeys {

    /** Guards nothing: the store is in memory, and the API wants a password. */
    private static final char[] NO_PASSWORD = {};

    private @Nullable TransportKeys keys;
    private KeyManager @Nullable [] managers;

    OwnKeys(@Nullable TransportKeys given) {
        this.keys = given;
    }

    synchronized TransportKeys get() {
        if (keys == null) {
            keys = maker().make();
        }
        return keys;
    }

    /** The SHA-256 of the certificate. */
    String pin() {
        return Pins.of(get().chain().get(0));
    }

    /** For contexts of TLS. */
    synchronized KeyManager[] managers() throws GeneralSecurityException {
        if (managers == null) {
            TransportKeys own = get();
            KeyStore store = KeyStore.getInstance("PKCS12");
            try {
                store.load(null, NO_PASSWORD);
            } catch (IOException e) {
                throw new GeneralSecurityException(e);
            }
            store.setKeyEntry("own", own.privateKey(), NO_PASSWORD, own.chain().toArray(new Certificate[0]));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            managers = factory.getKeyManagers();
        }
        return managers.clone();
    }

    /** Looked for where transports are. */
    private static CertificateMaker maker() {
        ModuleLayer layer = OwnKeys.class.getModule().getLayer();
        return ServiceLoader.load(CertificateMaker.class, OwnKeys.class.getClassLoader())
                .findFirst()
                .or(() -> layer == null
                        ? Optional.empty()
                        : ServiceLoader.load(layer, CertificateMaker.class).findFirst())
                .or(() -> ServiceLoader.load(CertificateMaker.class).findFirst())
                .orElseThrow(() -> new PluginException(
                        ErrorCode.NO_TRANSPORT,
                        "A tls endpoint needs a key and a certificate, and there is nothing to make them with; add"
                                + " io.thriftplugins:thrift-plugins-tls-certificates to the module path or class path,"
                                + " or give server and client TransportKeys of your own"));
    }
}
