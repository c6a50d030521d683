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
            default -> new CustomEndpoint(scheme, rest);
        };
    }

    static PluginException invalid(String uri, String reason) {
        return new PluginException(
                ErrorCode.INVALID_ENDPOINT,
                "'" + uri + "' is no endpoint: " + reason
                        + "; write net.pipe://127.0.0.1/NAME, tcp://HOST:PORT or SCHEME://ADDRESS");
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

    private static Endpoint socket(String uri, String rest) {
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        int colon = authority.lastIndexOf(':');
        String host = colon < 0 ? "" : authority.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw invalid(uri, "an IPv6 address stands in brackets");
        }
        if (host.isEmpty()) {
            throw invalid(uri, "host or port is missing");
        }
        try {
            return new SocketEndpoint(host, Integer.parseInt(authority.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw invalid(uri, "the port is no number");
        }
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
