package io.thriftplugins;

import java.util.regex.Pattern;

/**
 * A TCP address, {@code tcp://HOST:PORT} (contract 1.1).
 *
 * @param host a host name or an IP address; an IPv6 address without brackets
 * @param port 0 to 65535; 0 asks a listener for any free port and can't be dialled
 */
public record SocketEndpoint(String host, int port) implements Endpoint {

    /** The scheme of TCP sockets. */
    public static final String SCHEME = "tcp";

    /**
     * Loose on purpose: it tells an IPv6 address, perhaps with a zone (RFC 4007), from a host name with a stray colon.
     */
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]+(%[^%:]+)?");

    /**
     * Checks host and port.
     *
     * @throws PluginException with {@link ErrorCode#INVALID_ENDPOINT} if the host is empty or the port out of range
     */
    public SocketEndpoint {
        check(SCHEME, host, port);
    }

    static void check(String scheme, String host, int port) {
        boolean malformed = host.chars().anyMatch(c -> c <= ' ' || "/\\?#[]@".indexOf(c) >= 0);
        if (host.isEmpty() || malformed || (isIpv6(host) && !IPV6.matcher(host).matches())) {
            throw EndpointParser.invalid(scheme + "://" + host + ":" + port, "the host is empty or malformed");
        }
        if (port < 0 || port > 0xFFFF) {
            throw EndpointParser.invalid(scheme + "://" + host + ":" + port, "a port is a number from 0 to 65535");
        }
    }

    static boolean isIpv6(String host) {
        return host.indexOf(':') >= 0;
    }

    @Override
    public String scheme() {
        return SCHEME;
    }

    /** The URI, without the trailing slash that the .NET side writes and accepts but doesn't need. */
    @Override
    public String toString() {
        return SCHEME + "://" + (isIpv6(host) ? "[" + host + "]" : host) + ":" + port;
    }
}
