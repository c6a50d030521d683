package io.thriftplugins.client;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.LogLevel;
import io.thriftplugins.PluginException;
import io.thriftplugins.SocketEndpoint;
import io.thriftplugins.TlsEndpoint;
import io.thriftplugins.TransportKeys;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a host tells the process of a plugin (contract 7.1): {@code --server-endpoint=URI}, or its old name
 * {@code --server-pipe-name=}; {@code --token=}; {@code --parent-pid=}; {@code --log-level=}. Beyond the contract there
 * are {@code --callback-endpoint=} and the files of {@link #keys()}. Names that mean nothing
 * here are kept for {@link #option}; of a name given twice, the last one counts. Immutable.
 *
 * <p>Hosts of this project pass the token in the environment instead, as {@value #TOKEN_VARIABLE}, since anyone on the
 * machine can read command lines; and they set {@value #STDIN_VARIABLE} to {@code watch} if the end of the standard
 * input means that the host is gone.
 */
public final class ClientArguments {

    /** The environment variable that holds the registration token, unless {@code --token=} does. */
    public static final String TOKEN_VARIABLE = "THRIFT_PLUGINS_TOKEN";

    /** The environment variable that is {@code watch} if the plugin ends with its standard input. */
    public static final String STDIN_VARIABLE = "THRIFT_PLUGINS_STDIN";

    /**
     * The environment variable that tells for how many milliseconds the plugin waits for another host when its own is
     * gone; absent if it ends with it.
     */
    public static final String OUTLIVE_VARIABLE = "THRIFT_PLUGINS_OUTLIVE";

    /** The environment variable that holds the secret which another host has to know. */
    public static final String TAKE_OVER_VARIABLE = "THRIFT_PLUGINS_TAKE_OVER";

    private static final String BY_HAND =
            "; to try a plugin by hand, run 'thrift-plugins debug' and start the plugin with what it prints";

    private static final String CALLBACK = "callback-endpoint";

    private static final Set<String> KNOWN = Set.of(
            "server-endpoint",
            "server-pipe-name",
            "token",
            "parent-pid",
            "log-level",
            CALLBACK,
            KeyArguments.KEYS,
            KeyArguments.PASSWORD,
            KeyArguments.TRUST);

    private final Endpoint endpoint;
    private final String token;
    private final OptionalLong parentPid;
    private final LogLevel logLevel;
    private final boolean watchStdin;
    private final @Nullable Duration outlives;
    private final @Nullable String secret;
    private final Optional<Endpoint> callbackEndpoint;
    private final @Nullable TransportKeys keys;
    private final Map<String, String> others;

    private ClientArguments(Map<String, String> options, Map<String, String> environment) {
        endpoint = endpoint(options);
        token = token(options, environment);
        parentPid = pid(options.get("parent-pid"));
        @Nullable String level = options.get("log-level");
        logLevel = level == null ? LogLevel.INFORMATION : LogLevel.parse(level);
        watchStdin = "watch".equalsIgnoreCase(environment.get(STDIN_VARIABLE));
        outlives = outlives(environment.get(OUTLIVE_VARIABLE));
        secret = environment.get(TAKE_OVER_VARIABLE);
        callbackEndpoint = Optional.ofNullable(options.get(CALLBACK)).map(ClientArguments::callback);
        keys = KeyArguments.read(options);
        Map<String, String> rest = new HashMap<>(options);
        rest.keySet().removeAll(KNOWN);
        others = Map.copyOf(rest);
    }

    /**
     * Reads the arguments of this process's {@code main}, with its environment.
     *
     * @param arguments what {@code main} got
     * @return what they say
     * @throws PluginException as {@link #parse(List, Map)} does
     */
    public static ClientArguments parse(String... arguments) {
        return parse(List.of(arguments), System.getenv());
    }

    /**
     * Reads arguments.
     *
     * @param arguments each {@code --name=value}
     * @param environment the variables to look into
     * @return what they say
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if there are none, one is no
     *     {@code --name=value}, endpoint or token are missing, a value is malformed, or a file can't be read; with
     *     {@link ErrorCode#INVALID_ENDPOINT} if the endpoint is none. The message tells the remedy, and never the token
     */
    public static ClientArguments parse(List<String> arguments, Map<String, String> environment) {
        if (arguments.isEmpty()) {
            throw invalid(
                    "There are no arguments: a plugin is started by a host, which says where to connect" + BY_HAND);
        }
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            int equals = argument.indexOf('=');
            if (equals < 0) {
                throw invalid(notAnOption(argument, i + 1));
            }
            if (argument.startsWith("--")) {
                options.put(argument.substring(2, Math.max(2, equals)), argument.substring(equals + 1));
            }
        }
        return new ClientArguments(options, environment);
    }

    /**
     * Where the host listens.
     *
     * @return the endpoint
     */
    public Endpoint endpoint() {
        return endpoint;
    }

    /**
     * The registration token, a secret. Never log it.
     *
     * @return the token, not empty
     */
    public String token() {
        return token;
    }

    /**
     * The host's process, without which the plugin has no reason to live.
     *
     * @return its process id; empty if the plugin shall run until the host says otherwise (contract 15)
     */
    public OptionalLong parentPid() {
        return parentPid;
    }

    /**
     * The lowest level to log until the host says otherwise in its answer to the registration.
     *
     * @return the level; {@link LogLevel#INFORMATION} if none was given
     */
    public LogLevel logLevel() {
        return logLevel;
    }

    /**
     * Whether the end of the standard input means that the host is gone.
     *
     * @return true if so
     */
    public boolean watchStdin() {
        return watchStdin;
    }

    /**
     * How long the plugin waits for another host when its own is gone.
     *
     * @return the time; empty if it ends with its host
     */
    public Optional<Duration> outlives() {
        return secret == null ? Optional.empty() : Optional.ofNullable(outlives);
    }

    /** What a host that takes the plugin over must know; empty if none can. Never log it. */
    String secret() {
        return secret == null ? "" : secret;
    }

    /**
     * Where the plugin is to listen for its host, {@code --callback-endpoint=URI}; with a port 0 at any free one. A
     * plugin on another machine than the host has to be told an address that the host can reach.
     *
     * @return the endpoint; empty if the transport makes one up, which the same machine can reach
     */
    public Optional<Endpoint> callbackEndpoint() {
        return callbackEndpoint;
    }

    /**
     * What the plugin proves itself with on {@code tls} endpoints: {@code --tls-keys=FILE} names a PKCS #12 file with
     * one private key, {@code --tls-password-file=FILE} a file whose first line is its password, {@code
     * --tls-trust=FILE} the certificates of the authorities to trust, as PEM or DER.
     *
     * @return the keys; empty if the transport makes some up
     */
    public Optional<TransportKeys> keys() {
        return Optional.ofNullable(keys);
    }

    /**
     * An argument that this class gives no meaning to, such as the runner's {@code --plugin=}.
     *
     * @param name the name without the dashes
     * @return its value, perhaps empty text; nothing if there is no such argument
     */
    public Optional<String> option(String name) {
        return Optional.ofNullable(others.get(name));
    }

    /** Shows everything but the token and what belongs to others. */
    @Override
    public String toString() {
        return "ClientArguments[endpoint=" + endpoint + ", token=(hidden), parentPid="
                + (parentPid.isPresent() ? Long.toString(parentPid.getAsLong()) : "none") + ", logLevel="
                + logLevel.argument() + ", watchStdin=" + watchStdin + "]";
    }

    private static Endpoint endpoint(Map<String, String> options) {
        @Nullable String uri = options.get("server-endpoint");
        if (uri == null) {
            uri = options.get("server-pipe-name");
        }
        if (uri == null) {
            throw invalid("The host's endpoint is missing; pass --server-endpoint=URI" + BY_HAND);
        }
        return Endpoint.parse(uri);
    }

    /** What the host is told to dial must be an address, not all of this machine's. */
    private static Endpoint callback(String uri) {
        Endpoint parsed = Endpoint.parse(uri);
        String host = parsed instanceof TlsEndpoint tls
                ? tls.host()
                : parsed instanceof SocketEndpoint socket ? socket.host() : "";
        if (host.equals("0.0.0.0") || host.equals("::")) {
            throw invalid("--" + CALLBACK + "=" + uri
                    + " is no address that the host could dial; write the address of this machine that it can reach");
        }
        return parsed;
    }

    private static String token(Map<String, String> options, Map<String, String> environment) {
        @Nullable String token = options.get("token");
        if (token == null) {
            token = environment.get(TOKEN_VARIABLE);
        }
        if (token == null || token.isEmpty()) {
            throw invalid("The registration token is missing; pass --token=TOKEN or set " + TOKEN_VARIABLE + BY_HAND);
        }
        return token;
    }

    private static @Nullable Duration outlives(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Duration.ofMillis(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw invalid(OUTLIVE_VARIABLE + "=" + text + " is no time; set it to milliseconds, or not at all");
        }
    }

    private static OptionalLong pid(@Nullable String text) {
        if (text == null) {
            return OptionalLong.empty();
        }
        try {
            long pid = Long.parseLong(text.strip());
            return pid > 0 ? OptionalLong.of(pid) : OptionalLong.empty();
        } catch (NumberFormatException e) {
            throw invalid("--parent-pid=" + text + " is no process id; pass a decimal number, or leave it out");
        }
    }

    /** Quotes nothing but names: what stands after {@code --token} by mistake is the token. */
    private static String notAnOption(String argument, int position) {
        String shown =
                argument.startsWith("--") ? "'" + argument + "' (argument " + position + ")" : "number " + position;
        return "The argument " + shown + " has no '='; write --name=value, without a blank";
    }

    private static PluginException invalid(String message) {
        return new PluginException(ErrorCode.INVALID_ARGUMENT, message);
    }
}
