package io.thriftplugins;

/**
 * An address to listen on or to dial, in the textual form that host and plugin hand to each other (contract 1.1).
 *
 * <p>Endpoints are values: immutable, compared by content, and {@code Endpoint.parse(e.toString())} equals {@code e},
 * but for a pipe's directory.
 */
public sealed interface Endpoint permits PipeEndpoint, SocketEndpoint, TlsEndpoint, CustomEndpoint {

    /**
     * The part before {@code ://}, in lower case; it selects the transport.
     *
     * @return the scheme, never empty
     */
    String scheme();

    /**
     * The URI that names this endpoint on the wire and on command lines. Part of the contract of every implementation.
     *
     * @return the URI
     */
    @Override
    String toString();

    /**
     * Reads an endpoint from its URI: {@code net.pipe://127.0.0.1/NAME}, {@code tcp://HOST:PORT},
     * {@code tls://HOST:PORT/sha256/HEX}, or {@code SCHEME://ADDRESS} of a transport that this module doesn't
     * know. Query, fragment and, for TCP and TLS, a trailing slash are ignored, since the contract defines no meaning
     * for them (contract 1.1).
     *
     * @param uri the text
     * @return the endpoint
     * @throws PluginException with {@link ErrorCode#INVALID_ENDPOINT} if the text is no endpoint
     */
    static Endpoint parse(String uri) {
        return EndpointParser.parse(uri);
    }
}
