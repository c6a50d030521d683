package io.thriftplugins.server;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionBody;
import io.thriftplugins.FunctionDefinition;
import io.thriftplugins.HealthCheck;
import io.thriftplugins.Limit;
import io.thriftplugins.Limits;
import io.thriftplugins.LogLevel;
import io.thriftplugins.MessageService;
import io.thriftplugins.MessageServices;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginListener;
import io.thriftplugins.SocketEndpoint;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.TransportKeys;
import io.thriftplugins.TypedInterface;
import io.thriftplugins.rpc.FunctionTable;
import io.thriftplugins.rpc.Rpc;
import io.thriftplugins.spi.Transports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a {@link ThriftPluginsServer} can be told before it is made. Not safe for use by many threads. */
public final class ServerBuilder {

    /** The contract's prefix of host endpoints (1.2). */
    private static final String PREFIX = "qcath-";

    private final FunctionTable functions = new FunctionTable("host");
    private final List<PluginListener> listeners = new ArrayList<>();
    private MessageServices services = MessageServices.NONE;
    private @Nullable Endpoint endpoint;
    private @Nullable String scheme;
    private @Nullable ModuleLayer layer;
    private @Nullable TransportKeys keys;
    private String version = "";
    private @Nullable LogLevel minLogLevel;
    private @Nullable HostConfiguration configuration;
    private @Nullable QueryHandler queries;
    private Duration callTimeout = Duration.ofSeconds(30);
    private Duration callbackTimeout = Duration.ofSeconds(5);
    private @Nullable Predicate<Endpoint> callbackPolicy;
    private StopPolicy stopPolicy = StopPolicy.DEFAULT;
    private @Nullable HealthCheck healthCheck;
    private Limits limits = Limits.DEFAULT;

    ServerBuilder() {}

    /**
     * Sets where to listen; by default at an endpoint that the transport makes up.
     *
     * @param value the endpoint; TCP port 0 for any free one
     * @return this
     */
    public ServerBuilder endpoint(Endpoint value) {
        endpoint = value;
        return this;
    }

    /**
     * Sets the transport by its scheme, and lets it make up an endpoint. Not needed if there is only one transport;
     * with several, pipes are the default, and without these {@code tcp}.
     *
     * @param value such as {@code net.pipe}, {@code tcp} or {@code tls}
     * @return this
     */
    public ServerBuilder transport(String value) {
        scheme = value;
        return this;
    }

    /**
     * Sets where transports are looked for; by default on the module path and class path.
     *
     * <p>Plugins from JARs look there too. Those inside the host use the layer itself. Those in processes of their own
     * get the files of the layer's transports on their module path, and of what these require; of two modules with one
     * name they get the host's. So the layer's modules must be files, and an automatic module, which doesn't tell what
     * it requires, must need nothing but the JDK, the programming interface and SLF4J. An executable brings its own
     * transports.
     *
     * @param value a layer, with its parents
     * @return this
     */
    public ServerBuilder transportsFrom(ModuleLayer value) {
        layer = value;
        return this;
    }

    /**
     * Sets what the host proves itself with on {@code tls} endpoints, and whose certificates it accepts; by default it
     * makes up a key of its own, and accepts whoever registers with a token. Plugins have keys of their own.
     *
     * @param value the keys
     * @return this
     */
    public ServerBuilder keys(TransportKeys value) {
        keys = value;
        return this;
    }

    /**
     * Offers a function to plugins.
     *
     * @param signature see {@link io.thriftplugins.FunctionSignature}
     * @param body its code
     * @return this
     * @throws PluginException if the signature is malformed or the name is taken
     */
    public ServerBuilder function(String signature, FunctionBody body) {
        return function(FunctionDefinition.of(signature, "", body));
    }

    /**
     * Offers a function to plugins.
     *
     * @param function the function
     * @return this
     * @throws PluginException with {@link ErrorCode#DUPLICATE_FUNCTION} if the name is taken
     */
    public ServerBuilder function(FunctionDefinition function) {
        functions.add(function);
        return this;
    }

    /**
     * Offers the methods of an interface to plugins as functions, see {@link TypedInterface}.
     *
     * @param <T> the interface
     * @param type the interface
     * @param implementation what runs, called by many threads at once
     * @return this
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if the interface contains what can't be sent; all
     *     of it is named. With {@link ErrorCode#DUPLICATE_FUNCTION} if a function's name is taken
     */
    public <T> ServerBuilder export(Class<T> type, T implementation) {
        TypedInterface.of(type).export(implementation).forEach(this::function);
        return this;
    }

    /**
     * Offers a service of the host's own to plugins, such as one that {@code ThriftServices.serve} makes.
     *
     * @param service the service
     * @return this
     * @throws PluginException with {@link ErrorCode#INVALID_ARGUMENT} if its name is not possible or taken
     */
    public ServerBuilder service(MessageService service) {
        services = services.add(service);
        return this;
    }

    /**
     * Sets what plugins read and change as configuration; by default values in memory that all plugins share.
     *
     * @param value the configuration
     * @return this
     */
    public ServerBuilder configuration(HostConfiguration value) {
        configuration = value;
        return this;
    }

    /**
     * Sets what runs plugins' queries; by default they are refused.
     *
     * @param value the handler
     * @return this
     */
    public ServerBuilder queries(QueryHandler value) {
        queries = value;
        return this;
    }

    /**
     * Sets the version that plugins are told.
     *
     * @param value free text, empty by default
     * @return this
     */
    public ServerBuilder version(String value) {
        version = value;
        return this;
    }

    /**
     * Sets the lowest level that plugins send to the host's log; by default what the logger {@code plugin.NAME} records
     * when the plugin registers.
     *
     * @param value the level
     * @return this
     */
    public ServerBuilder minLogLevel(LogLevel value) {
        minLogLevel = value;
        return this;
    }

    /**
     * Sets how long a call to a plugin may take if it names no limit of its own.
     *
     * @param value the time, 30 s by default; zero for no limit
     * @return this
     */
    public ServerBuilder callTimeout(Duration value) {
        callTimeout = notNegative(value);
        return this;
    }

    /**
     * Sets how long to try to reach a plugin's callback endpoint when it registers.
     *
     * @param value the time, 5 s by default
     * @return this
     */
    public ServerBuilder callbackTimeout(Duration value) {
        callbackTimeout = notNegative(value);
        return this;
    }

    /**
     * Sets how many connections to one plugin there may be. Calls beyond wait, but for those made while serving a call
     * of that plugin.
     *
     * @param value 1 or more; 4 by default, as QueryCat has it (contract 10)
     * @return this
     */
    public ServerBuilder maxConnectionsPerPlugin(int value) {
        return limit(Limit.MAX_CONNECTIONS_TO_PEER, value);
    }

    /**
     * Sets which callback endpoints the host dials; by default those on the same machine. It is asked for a plugin's
     * first endpoint and for each that it offers later (contract 10). A plugin that is isolated while the host listens
     * on a pipe is dialled at its own pipes only, in any case.
     *
     * @param value true for endpoints that may be dialled
     * @return this
     */
    public ServerBuilder callbackPolicy(Predicate<Endpoint> value) {
        callbackPolicy = value;
        return this;
    }

    /**
     * Sets how plugins are stopped by {@code close()}.
     *
     * @param value the policy
     * @return this
     */
    public ServerBuilder stopPolicy(StopPolicy value) {
        stopPolicy = value;
        return this;
    }

    /**
     * Asks plugins from time to time whether they are there, and ends those that don't answer; by default nobody is
     * asked.
     *
     * @param value how often, and how long they may take
     * @return this
     */
    public ServerBuilder healthCheck(HealthCheck value) {
        healthCheck = value;
        return this;
    }

    /**
     * Adds somebody to be told of plugins' states.
     *
     * @param value the listener
     * @return this
     */
    public ServerBuilder listener(PluginListener value) {
        listeners.add(value);
        return this;
    }

    /**
     * Sets one of the limits of what plugins may make the host spend.
     *
     * @param limit which
     * @param value its value
     * @return this
     * @throws IllegalArgumentException if the value is out of the limit's range, which is told
     */
    public ServerBuilder limit(Limit limit, long value) {
        limits = limits.with(limit, value);
        return this;
    }

    /**
     * Sets the largest message in either direction.
     *
     * @param bytes 1,024 or more; by default the contract's 16,384,000 (1.5), which strangers hold to
     * @return this
     */
    public ServerBuilder maxFrameBytes(int bytes) {
        return limit(Limit.MAX_FRAME_BYTES, bytes);
    }

    /**
     * Sets how many connections from plugins there may be in all.
     *
     * @param value 1 or more, 1,024 by default
     * @return this
     */
    public ServerBuilder maxConnections(int value) {
        return limit(Limit.MAX_CONNECTIONS, value);
    }

    /**
     * Limits how many objects of the host one plugin may hold at once; by default 10,000.
     *
     * @param value 0 or more
     * @return this
     */
    public ServerBuilder maxHandles(int value) {
        return limit(Limit.MAX_HANDLES, value);
    }

    /**
     * Makes the server. Opens nothing yet.
     *
     * @return the server
     * @throws PluginException with {@link ErrorCode#NO_TRANSPORT} if the endpoint's scheme has no transport
     */
    public ThriftPluginsServer build() {
        Transports found = layer == null ? Transports.find() : Transports.find(layer);
        Transports transports = keys == null ? found : found.withKeys(keys);
        Endpoint listen = endpoint != null
                ? endpoint
                : transports.forScheme(chosenScheme(transports)).newEndpoint(PREFIX);
        ServerOptions options = new ServerOptions(
                version,
                services,
                layer,
                minLogLevel,
                configuration != null ? configuration : new SharedConfiguration(limits),
                queries,
                callbackTimeout,
                limits,
                callbackPolicy,
                stopPolicy,
                healthCheck,
                List.copyOf(listeners));
        Rpc rpc = new Rpc("thrift-plugins-host", transports, limits, callTimeout);
        return new ThriftPluginsServer(listen, rpc, functions, options);
    }

    private String chosenScheme(Transports transports) {
        if (scheme != null) {
            return scheme;
        }
        List<String> schemes = transports.schemes();
        if (schemes.size() == 1) {
            return schemes.get(0);
        }
        return !schemes.contains(PipeEndpoint.SCHEME) && schemes.contains(SocketEndpoint.SCHEME)
                ? SocketEndpoint.SCHEME
                : PipeEndpoint.SCHEME;
    }

    private static Duration notNegative(Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException("A timeout can't be negative: " + value);
        }
        return value;
    }
}
