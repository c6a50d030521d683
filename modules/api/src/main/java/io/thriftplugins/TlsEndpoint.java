package io.thriftplugins;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A TCP address whose connections are encrypted and where both sides prove who they are with TLS:
 * {@code tls://HOST:PORT/sha256/HEX}. The last part, the pin, tells which certificate is to be found there; listeners
 * put their own one into the endpoint that they report. Without it, {@code tls://HOST:PORT}, the certificate must come
 * from an authority that {@link TransportKeys} trust. The contract knows nothing of it.
 *
 * @param host a host name or an IP address; an IPv6 address without brackets
 * @param port 0 to 65535; 0 asks a listener for any free port and can't be dialled
 * @param sha256 the SHA-256 of the certificate in its binary form (DER), as 64 hexadecimal digits in lower case; null
 *     if any certificate will do that an authority vouches for. Listeners ignore it
 */
public record TlsEndpoint(String host, int port, @Nullable String sha256) implements Endpoint {

    /** The scheme of TCP sockets with TLS. */
    public static final String SCHEME = "tls";

    static final String HEX = "[0-9a-f]{64}";

    private static final String PIN = "/sha256/";

    /**
     * Checks all parts.
     *
     * @throws PluginException with {@link ErrorCode#INVALID_ENDPOINT} if the host is empty, the port out of range, or
     *     the pin malformed
     */
    public TlsEndpoint {
        SocketEndpoint.check(SCHEME, host, port);
        if (sha256 != null && !sha256.matches(HEX)) {
            throw EndpointParser.invalid(
                    SCHEME + "://" + host + ":" + port + PIN + sha256, "a SHA-256 has 64 hexadecimal digits");
        }
    }

    /**
     * An endpoint without a pin: to listen on, or where an authority vouches for who is there.
     *
     * @param host see {@link #host()}
     * @param port see {@link #port()}
     */
    public TlsEndpoint(String host, int port) {
        this(host, port, null);
    }

    /**
     * The certificate that is to be found here.
     *
     * @return its SHA-256; empty if an authority's word is enough
     */
    public Optional<String> pin() {
        return Optional.ofNullable(sha256);
    }

    /** Reads what follows the port: nothing, a slash, or a pin. */
    static TlsEndpoint of(String uri, SocketEndpoint address, String path) {
        String pin = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (pin.isEmpty()) {
            return new TlsEndpoint(address.host(), address.port());
        }
        if (!pin.startsWith(PIN)) {
            throw EndpointParser.invalid(
                    uri,
                    "behind the port of a tls endpoint stands /sha256/ and a certificate's" + " SHA-256, or nothing");
        }
        return new TlsEndpoint(
                address.host(), address.port(), pin.substring(PIN.length()).toLowerCase(Locale.ROOT));
    }

    @Override
    public String scheme() {
        return SCHEME;
    }

    /** The URI; a pin is no secret. */
    @Override
    public String toString() {
        return SCHEME + "://" + (SocketEndpoint.isIpv6(host) ? "[" + host + "]" : host) + ":" + port
                + (sha256 == null ? "" : PIN + sha256);
    }
}
