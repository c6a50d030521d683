package io.thriftplugins;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a process proves itself with on transports where both sides do so, such as {@code tls}, and whom it trusts.
 * Immutable. Nothing of it need be given: without it a transport makes up a key and a certificate for itself, if
 * {@code io.thriftplugins:thrift-plugins-tls-certificates} is there.
 *
 * <p>Whom to dial is decided by the endpoint's pin ({@link TlsEndpoint#sha256()}) if it has one, otherwise by the
 * authorities and pins that are trusted here. Who may connect is decided by these too. A host that trusts nobody in
 * particular accepts any certificate, and leaves the decision to the registration token; see {@code docs/tls.md}.
 */
public final class TransportKeys {

    private final PrivateKey privateKey;
    private final List<X509Certificate> chain;
    private final List<X509Certificate> authorities;
    private final Set<String> pins;

    private TransportKeys(
            PrivateKey privateKey,
            List<X509Certificate> chain,
            Collection<X509Certificate> authorities,
            Collection<String> pins) {
        this.privateKey = privateKey;
        this.chain = List.copyOf(chain);
        this.authorities = List.copyOf(authorities);
        this.pins = Set.copyOf(pins);
    }

    /**
     * A key and its certificate.
     *
     * @param privateKey the key, which never leaves this process
     * @param chain its certificate first, then those of the authorities between it and one that others trust
     * @return keys that trust nobody in particular
     * @throws IllegalArgumentException if there is no certificate
     */
    public static TransportKeys of(PrivateKey privateKey, List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("A key needs a certificate, and the chain is empty");
        }
        return new TransportKeys(privateKey, chain, List.of(), List.of());
    }

    /**
     * The one private key in a key store, with its certificates.
     *
     * @param store a loaded store with exactly one private key
     * @param password the key's password
     * @return keys that trust nobody in particular
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if there is not one key, or the password is wrong
     */
    public static TransportKeys of(KeyStore store, char[] password) {
        try {
            List<String> keys = Collections.list(store.aliases()).stream()
                    .filter(alias -> isKey(store, alias))
                    .toList();
            if (keys.size() != 1) {
                throw invalid("The key store has " + keys.size() + " private keys, and must have exactly one");
            }
            Key key = store.getKey(keys.get(0), password);
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate certificate : store.getCertificateChain(keys.get(0))) {
                chain.add((X509Certificate) certificate);
            }
            return of((PrivateKey) key, chain);
        } catch (GeneralSecurityException e) {
            throw invalid("The private key can't be read; is its password right? " + e.getMessage(), e);
        }
    }

    /**
     * The one private key in a PKCS #12 file (RFC 7292), such as {@code openssl pkcs12 -export} and {@code keytool}
     * write.
     *
     * @param file the file
     * @param password the file's password, which is the key's too
     * @return keys that trust nobody in particular
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if the file can't be read, the password is wrong,
     *     or there is not one key in it
     */
    public static TransportKeys load(Path file, char[] password) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            return of(store, password);
        } catch (IOException | GeneralSecurityException e) {
            throw invalid(
                    "The key store " + file + " can't be read; is it PKCS #12, and its password right? " + reason(e),
                    e);
        }
    }

    /**
     * The one private key in a PKCS #12 file, whose password stands in another file, so that it is in no argument and
     * no variable.
     *
     * @param file the file with the key
     * @param passwordFile a text file in UTF-8; the password is its first line, without the end of the line. Null for a
     *     key without a password
     * @return keys that trust nobody in particular
     * @throws PluginException as {@link #load(Path, char[])} does, and if the password can't be read
     */
    public static TransportKeys load(Path file, @Nullable Path passwordFile) {
        if (passwordFile == null) {
            return load(file, new char[0]);
        }
        char[] password;
        try {
            password = Files.readString(passwordFile)
                    .lines()
                    .findFirst()
                    .orElse("")
                    .toCharArray();
        } catch (IOException e) {
            throw invalid(
                    "The password of the key store " + file + " can't be read from the first line of " + passwordFile
                            + ": " + reason(e),
                    e);
        }
        try {
            return load(file, password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /**
     * Trusts authorities beside those that are trusted already.
     *
     * @param certificates the certificates of authorities
     * @return a copy that accepts peers whose certificates come from these. Peers that are dialled must have the
     *     endpoint's host in theirs, unless the endpoint has a pin
     */
    public TransportKeys trusting(Collection<X509Certificate> certificates) {
        List<X509Certificate> all = new ArrayList<>(authorities);
        all.addAll(certificates);
        return new TransportKeys(privateKey, chain, all, pins);
    }

    /**
     * Trusts the authorities in a file.
     *
     * @param certificates a file with X.509 certificates, in text form (PEM) or binary (DER)
     * @return a copy, as {@link #trusting(Collection)} makes it
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if there are none, or the file can't be read
     */
    public TransportKeys trusting(Path certificates) {
        List<X509Certificate> found = new ArrayList<>();
        try (InputStream in = Files.newInputStream(certificates)) {
            for (Certificate next : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                found.add((X509Certificate) next);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw invalid("The certificates in " + certificates + " can't be read: " + reason(e), e);
        }
        if (found.isEmpty()) {
            throw invalid("There are no certificates in " + certificates + "; write them as PEM or DER");
        }
        return trusting(found);
    }

    /**
     * Trusts some certificates themselves, whoever issued them, beside those that are trusted already.
     *
     * @param sha256 the SHA-256 of each, in the form of {@link TlsEndpoint#sha256()}
     * @return a copy
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if one is no SHA-256
     */
    public TransportKeys trustingPins(Collection<String> sha256) {
        for (String pin : sha256) {
            if (!pin.matches(TlsEndpoint.HEX)) {
                throw invalid("'" + pin + "' is no SHA-256: 64 hexadecimal digits in lower case");
            }
        }
        Set<String> all = new HashSet<>(pins);
        all.addAll(sha256);
        return new TransportKeys(privateKey, chain, authorities, all);
    }

    /**
     * The private key. For transports; it must never leave this process.
     *
     * @return the key
     */
    public PrivateKey privateKey() {
        return privateKey;
    }

    /**
     * The certificate and those behind it.
     *
     * @return the certificate first
     */
    public List<X509Certificate> chain() {
        return chain;
    }

    /**
     * The authorities that are trusted.
     *
     * @return their certificates, perhaps none
     */
    public List<X509Certificate> authorities() {
        return authorities;
    }

    /**
     * The certificates that are trusted by themselves.
     *
     * @return the SHA-256 of each, perhaps none
     */
    public Set<String> pins() {
        return pins;
    }

    /** The subject of the certificate and how many are trusted; not the key. */
    @Override
    public String toString() {
        return "TransportKeys[" + chain.get(0).getSubjectX500Principal().getName() + ", trusts " + authorities.size()
                + " authorities and " + pins.size() + " pins]";
    }

    private static boolean isKey(KeyStore store, String alias) {
        try {
            return store.entryInstanceOf(alias, KeyStore.PrivateKeyEntry.class);
        } catch (GeneralSecurityException e) {
            throw invalid("The key store is not loaded", e);
        }
    }

    /** What the system says of files is often just their name. */
    private static String reason(Exception e) {
        return e instanceof NoSuchFileException ? "there is no such file" : String.valueOf(e.getMessage());
    }

    private static PluginException invalid(String message) {
        return new PluginException(ErrorCode.INVALID_ARGUMENT, message);
    }

    private static PluginException invalid(String message, Exception cause) {
        return new PluginException(ErrorCode.INVALID_ARGUMENT, message, cause);
    }
}
