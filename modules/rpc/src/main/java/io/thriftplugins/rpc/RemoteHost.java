package io.thriftplugins.rpc;

import io.thriftplugins.CallRequest;
import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.LogLevel;
import io.thriftplugins.MessageCaller;
import io.thriftplugins.PluginException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/**
 * The host, as a plugin calls it. Connects when it is first used; every call but the registration presents the
 * authorization token that the registration returned. Safe for use by many threads.
 */
public final class RemoteHost {

    private static final Result<RegistrationReply> REGISTRATION =
            new Result<>(TType.STRUCT, false, (in, values) -> RegistrationCodec.readReply(in));
    private static final Result<List<FunctionInfo>> FUNCTIONS =
            new Result<>(TType.LIST, false, (in, values) -> WireFunctions.parseKnown(WireFunctions.read(in)));

    private static final MethodName CALL_FUNCTION = method(Services.CALL_FUNCTION);
    private static final MethodName REGISTER = method("RegisterPlugin");
    private static final MethodName READY = method("PluginReady");
    private static final MethodName QUERY = method("RunQuery");
    private static final MethodName GET_CONFIG = method("GetConfigValue");
    private static final MethodName SET_CONFIG = method("SetConfigValue");
    private static final MethodName LOG = method("Log");
    private static final MethodName FIND_FUNCTION = method("FindFunctionByName");
    private static final MethodName GET_FUNCTIONS = method("GetFunctions");
    private static final MethodName REGISTER_FUNCTION = method("RegisterFunction");

    private final Rpc rpc;
    private final RpcClient client;
    private final ObjectSpace objects;
    private final MessageCaller services;
    private volatile long token = -1;
    private volatile boolean announcesServices;

    /**
     * Connects to nothing yet.
     *
     * @param rpc what is shared
     * @param endpoint where the host listens
     * @param maxConnections how many connections to hold
     * @param served the calls from the host that the plugin serves
     */
    public RemoteHost(Rpc rpc, Endpoint endpoint, int maxConnections, ServedCalls served) {
        this.rpc = rpc;
        this.objects = new ObjectSpace(rpc, "host", "host", Services.HOST, served);
        Dialer dialer = (until, abandoned) ->
                rpc.dial(endpoint, "host", until, abandoned).objects(objects);
        ConnectionPool pool = new ConnectionPool(maxConnections, served, dialer);
        served.attach(pool);
        this.client = new RpcClient(rpc, pool, LostConnection.UNEXPLAINED);
        objects.connect(client, this::token);
        this.services = new ServiceCaller(client, "the host", Services.HOST, () -> announcesServices, this::token);
    }

    /** The objects between plugin and host. */
    public ObjectSpace objects() {
        return objects;
    }

    /**
     * Makes the first connection; the host may not listen yet.
     *
     * @param timeout how long to try
     * @return who the transport has found the host to be, see
     *     {@link io.thriftplugins.spi.TransportConnection#peerIdentity()}; often empty
     * @throws PluginException if the host can't be reached
     */
    public String connect(Duration timeout) {
        ConnectionPool pool = client.pool();
        OutboundConnection connection = pool.acquire(Clock.after(timeout));
        String identity = connection.peerIdentity();
        pool.release(connection);
        return identity;
    }

    /**
     * Registers the plugin. Later calls present the token that is returned.
     *
     * @param registrationToken the one-time token
     * @param callback where the plugin listens
     * @param data what it tells of itself
     * @param timeout how long to wait
     * @return the host's answer
     */
    public RegistrationReply register(
            String registrationToken, Endpoint callback, PluginRegistration data, Duration timeout) {
        ArgumentWriter arguments = (out, values) -> {
            out.stringField(1, registrationToken);
            out.stringField(2, callback.toString());
            out.field(TType.STRUCT, 3);
            RegistrationCodec.writeData(out, values, data);
        };
        RegistrationReply reply = client.call(REGISTER, arguments, REGISTRATION, timeout);
        objects.announced(reply.features());
        announcesServices = reply.features().contains(Features.SERVICES);
        token = reply.token();
        return reply;
    }

    /** Tells the host that the start-up work is done. */
    public void ready() {
        ready(rpc.defaultTimeout());
    }

    /**
     * As {@link #ready()}; saying so again is harmless, and shows whether the host knows the plugin.
     *
     * @param timeout how long to wait
     */
    public void ready(Duration timeout) {
        client.call(READY, withToken(ArgumentWriter.NONE), Result.VOID, timeout);
    }

    /**
     * Calls a function of the host. Blocks.
     *
     * @param request what to call
     * @return the result
     */
    public @Nullable Object call(CallRequest request) {
        ArgumentWriter arguments = CallFunctionMethod.arguments(
                request.function().toUpperCase(Locale.ROOT), request.positional(), request.named(), -1);
        return client.call(
                CALL_FUNCTION.shownAs(request.function()), withToken(arguments), Result.VALUE, request.timeout());
    }

    /**
     * Calls a function of the host on another thread.
     *
     * @param request what to call
     * @return completes with the result; cancelling it cancels the call
     */
    public CompletableFuture<@Nullable Object> callAsync(CallRequest request) {
        return rpc.async(() -> call(request));
    }

    /**
     * The host's own services.
     *
     * @return calls them
     */
    public MessageCaller services() {
        return services;
    }

    /**
     * Runs a query of the host's own.
     *
     * @param text the query
     * @param parameters values that it names
     * @return the result
     */
    public @Nullable Object query(String text, Map<String, ? extends @Nullable Object> parameters) {
        ArgumentWriter arguments = (out, values) -> {
            out.stringField(2, text);
            out.field(TType.MAP, 3);
            values.writeNamed(parameters);
        };
        return client.call(QUERY, withToken(arguments), Result.VALUE);
    }

    /**
     * Reads a configuration value.
     *
     * @param key the key
     * @return the value, or null
     */
    public @Nullable Object config(String key) {
        return client.call(GET_CONFIG, withToken((out, values) -> out.stringField(2, key)), Result.VALUE);
    }

    /**
     * Changes a configuration value.
     *
     * @param key the key
     * @param value the value, or null
     */
    public void setConfig(String key, @Nullable Object value) {
        ArgumentWriter arguments = (out, values) -> {
            out.stringField(2, key);
            out.field(TType.STRUCT, 3);
            values.write(value);
        };
        client.call(SET_CONFIG, withToken(arguments), Result.VOID);
    }

    /**
     * Sends a log message.
     *
     * @param level the level
     * @param message the message
     */
    public void log(LogLevel level, String message) {
        ArgumentWriter arguments = (out, values) -> {
            out.field(TType.I32, 2);
            out.writeI32(LogLevels.number(level));
            out.stringField(3, message);
        };
        client.call(LOG, withToken(arguments), Result.VOID);
    }

    /**
     * Asks for the host's functions.
     *
     * @param name the name to look for, or null for all
     * @return the functions
     */
    public List<FunctionInfo> functions(@Nullable String name) {
        return name == null
                ? client.call(GET_FUNCTIONS, withToken(ArgumentWriter.NONE), FUNCTIONS)
                : client.call(FIND_FUNCTION, withToken((out, values) -> out.stringField(2, name)), FUNCTIONS);
    }

    /**
     * Offers one more function.
     *
     * @param function its description
     */
    public void addFunction(FunctionInfo function) {
        ArgumentWriter arguments = (out, values) -> {
            out.field(TType.LIST, 2);
            WireFunctions.write(out, List.of(function));
        };
        client.call(REGISTER_FUNCTION, withToken(arguments), Result.VOID);
    }

    /** Closes all connections: calls in flight and later ones fail, and what the host held is released. */
    public void close() {
        cut(new PluginException(ErrorCode.CLOSED, "The plugin is ending; the host was not called"));
        release();
    }

    /**
     * Closes all connections: calls in flight and later ones fail, and objects are void. What the host held is left to
     * {@link #release}. Doesn't block.
     *
     * @param reason what they fail with
     */
    public void cut(PluginException reason) {
        client.pool().close(reason);
        objects.held().end();
    }

    /** Releases what the host held, after {@link #cut}: closes objects, which is the author's code. May block. */
    public void release() {
        objects.held().releaseLeft();
    }

    private ArgumentWriter withToken(ArgumentWriter others) {
        long presented = token();
        return (out, values) -> {
            out.i64Field(1, presented);
            others.write(out, values);
        };
    }

    private long token() {
        long value = token;
        if (value < 0) {
            throw new PluginException(ErrorCode.CLOSED, "The plugin has not registered yet; the host was not called");
        }
        return value;
    }

    private static MethodName method(String name) {
        return new MethodName(Services.HOST, name);
    }
}
