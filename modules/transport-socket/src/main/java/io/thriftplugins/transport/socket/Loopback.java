package io.thriftplugins.transport.socket;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginException;
import io.thriftplugins.SocketEndpoint;
import io.thriftplugins.TlsEndpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The hosts that are this machine: the name {@code localhost} and the literal addresses of the loopback interface. No
 * name is ever looked up, since the answer would be up to whoever runs the name server.
 */
final class Loopback {

    private static final String NAME = "localhost";

    /** Four decimal numbers. The JDK also takes {@code 127.1}, and looks up what looks like an address but is none. */
    private static final Pattern IPV4 =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(25[0-5]|2[0-4]\\d|1?\\d?\\d)");

    private static final List<InetAddress> ADDRESSES_OF_NAME = List.of(literal("127.0.0.1"), literal("::1"));

    private Loopback() {}

    /**
     * What a host stands for.
     *
     * @return the addresses in the order to try them, none if the host is not this machine
     */
    static List<InetAddress> addresses(String host) {
        if (host.toLowerCase(Locale.ROOT).equals(NAME)) {
            return ADDRESSES_OF_NAME;
        }
        if (host.indexOf(':') < 0 && !IPV4.matcher(host).matches()) {
            return List.of();
        }
        InetAddress address = literal(host);
        return address.isLoopbackAddress() ? List.of(address) : List.of();
    }

    /**
     * The addresses, or an error.
     *
     * @param endpoint where to go
     * @param purpose what for: {@code listen on} or {@code connect to}
     * @throws PluginException if the host is not this machine
     */
    static List<InetAddress> require(SocketEndpoint endpoint, String purpose) {
        List<InetAddress> addresses = addresses(endpoint.host());
        if (addresses.isEmpty()) {
            throw new PluginException(
                    ErrorCode.ENDPOINT_UNAVAILABLE,
                    "Cannot " + purpose + " " + endpoint + ": beyond loopback a connection needs TLS with both sides"
                            + " authenticated; use " + TlsEndpoint.SCHEME
                            + "://HOST:PORT, or stay at 127.0.0.1, [::1] or"
                            + " localhost");
        }
        return addresses;
    }

    /** Colons, or four numbers: the JDK looks up neither. */
    private static InetAddress literal(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new PluginException(
                    ErrorCode.INVALID_ENDPOINT, "'" + host + "' is no address; use 127.0.0.1, [::1] or localhost", e);
        }
    }
}
