package io.thriftplugins;

/**
 * An endpoint of a transport that comes from elsewhere, {@code SCHEME://ADDRESS}. What the address means is the
 * transport's own business.
 *
 * @param scheme a URI scheme in lower case (RFC 3986, section 3.1), none of pipes, TCP and TLS
 * @param address everything after {@code ://}, without white space
 */
public record CustomEndpoint(String scheme, String address) implements Endpoint {

    /**
     * Checks scheme and address.
     *
     * @throws PluginException with {@link ErrorCode#INVALID_ENDPOINT} if either is malformed
     */
    public CustomEndpoint {
        if (!scheme.matches("[a-z][a-z0-9+.-]*")) {
            throw EndpointParser.invalid(scheme + "://" + address, "the scheme is malformed");
        }
        if (scheme.equals(PipeEndpoint.SCHEME)
                || scheme.equals(SocketEndpoint.SCHEME)
                || scheme.equals(TlsEndpoint.SCHEME)) {
            throw EndpointParser.invalid(scheme + "://" + address, "this scheme has an endpoint type of its own");
        }
        if (address.chars().anyMatch(c -> c <= ' ')) {
            throw EndpointParser.invalid(scheme + "://" + address, "an address holds no white space");
        }
    }

    @Override
    public String toString() {
        return scheme + "://" + address;
    }
}
