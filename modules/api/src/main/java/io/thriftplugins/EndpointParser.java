package io.thriftplugins;

import java.util.Locale;

/** Reads the textual form of endpoints. */
final class EndpointParser {

    private EndpointParser() {}

    static Endpoint parse(String uri) {
        int separator = uri.indexOf("://");
        if (separator <= 0) {
            throw invalid(uri, "it has no scheme");
        }
        String scheme = uri.substring(0, separator).toLowerCase(Locale.ROOT);
        String rest = uri.substring(separator + 3);
        return switch (scheme) {
            case PipeEndpoint.SCHEME -> pipe(uri, withoutQuery(rest));
            case SocketEndpoint.SCHEME -> socket(uri, withoutQuery(rest));
            case TlsEndpoint.SCHEME -> tls(uri, withoutQuery(rest));
            default -> new CustomEndpoint(scheme, rest);
        };
    }

    static PluginException invalid(String uri, String reason) {
        return new PluginException(
                ErrorCode.INVALID_ENDPOINT,
                "'" + uri + "' is no endpoint: " + reason
                        + "; write net.pipe://127.0.0.1/NAME, tcp://HOST:PORT, tls://HOST:PORT or SCHEME://ADDRESS");
    }

    /** The host part is ignored, and only the first path segment counts (contract 1.1). */
    private static Endpoint pipe(String uri, String rest) {
        int slash = rest.indexOf('/');
        if (slash < 0) {
            throw invalid(uri, "the pipe has no name");
        }
        String path = rest.substring(slash + 1);
        int end = path.indexOf('/');
        return new PipeEndpoint(end < 0 ? path : path.substring(0, end));
    }

    private static SocketEndpoint socket(String uri, String rest) {
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        int colon = authority.lastIndexOf(':');
        if (colon < 0 || authority.endsWith("]")) {
            throw invalid(uri, "the port is missing");
        }
        String host = authority.substring(0, colon);
        boolean brackets = host.startsWith("[") && host.endsWith("]");
        if (brackets) {
            host = host.substring(1, host.length() - 1);
        }
        if (brackets != SocketEndpoint.isIpv6(host)) {
            throw invalid(uri, "an IPv6 address stands in brackets, and nothing else does");
        }
        String port = authority.substring(colon + 1);
        // Not left to Integer.parseInt, which also takes signs and other scripts' digits.
        if (!port.matches("[0-9]{1,5}")) {
            throw invalid(uri, "a port is a number from 0 to 65535");
        }
        return new SocketEndpoint(host, Integer.parseInt(port));
    }

    private static Endpoint tls(String uri, String rest) {
        int slash = rest.indexOf('/');
        return TlsEndpoint.of(uri, socket(uri, rest), slash < 0 ? "" : rest.substring(slash));
    }

    private static String withoutQuery(String text) {
        int end = text.length();
        for (char c : new char[] {'?', '#'}) {
            int found = text.indexOf(c);
            end = found < 0 ? end : Math.min(end, found);
        }
        return text.substring(0, end);
    }
}
