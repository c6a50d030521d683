package io.thriftplugins.rpc;

import io.thriftplugins.CallInFlight;
import io.thriftplugins.CallRequest;
import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.MessageCaller;
import io.thriftplugins.PluginException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plugin, as its host calls it. Connects when it is first used. Safe for use by many threads. */
public final class RemotePlugin {

    private static final Logger LOG = LoggerFactory.getLogger(RemotePlugin.class);

    /** How long the end of a plugin waits until objects are closed that it held. */
    private static final Duration RELEASE = Duration.ofSeconds(1);

    private static final MethodName CALL_FUNCTION = new MethodName(Services.PLUGIN, Services.CALL_FUNCTION);
    private static final MethodName SERVE = new MethodName(Services.PLUGIN, "Serve");
    private static final MethodName SHUTDOWN = new MethodName(Services.PLUGIN, "Shutdown");

    private final Rpc rpc;
    private final String name;
    private final Endpoint callback;
    private final UnaryOperator<Endpoint> reach;
    private final String identity;
    private final boolean shared;
    private final long token;
    private final RpcClient client;
    private final ObjectSpace objects;
    private final MessageCaller services;
    private final HealthQuestion health;

    /** Where it has ever listened, so far as this side knows. */
    private final Set<Endpoint> endpoints = ConcurrentHashMap.newKeySet();

    /**
     * Connects to nothing yet.
     *
     * @param rpc what is shared
     * @param name the plugin's name
     * @param callback where it listens
     * @param reach tells of an endpoint that it offers later where this process finds it, or throws a
     *     {@link PluginException} if it must not be dialled
     * @param identity who the transport has found it to be when it registered; empty if it tells nothing
     * @param features what it announced
     * @param callbackToken what it demands; presented only if it announced that
     * @param maxConnections how many connections to hold
     * @param served the calls from this plugin that the host serves
     * @param explainer knows how the plugin ended
     */
    public RemotePlugin(
            Rpc rpc,
            String name,
            Endpoint callback,
            UnaryOperator<Endpoint> reach,
            String identity,
            Set<String> features,
            long callbackToken,
            int maxConnections,
            ServedCalls served,
            LostConnection explainer) {
        this.rpc = rpc;
        this.name = "plugin '" + name + "'";
        this.callback = callback;
        this.reach = reach;
        this.identity = identity;
        endpoints.add(callback);
        this.shared = features.contains(Features.SHARED_ENDPOINT);
        this.token = features.contains(Features.CALLBACK_TOKEN) ? callbackToken : 0;
        ConnectionPool pool = new ConnectionPool(maxConnections, served, new CallbackDialer());
        served.attach(pool);
        this.client = new RpcClient(rpc, pool, explainer);
        this.objects = new ObjectSpace(rpc, this.name, name, Services.PLUGIN, served);
        objects.announced(features);
        objects.connect(client, () -> token);
        this.health = new HealthQuestion(
                client.pool(),
                shared ? until -> dial(callback, until, () -> false) : null,
                (out, values) -> out.i64Field(1, token));
        boolean announced = features.contains(Features.SERVICES);
        this.services = new ServiceCaller(client, this.name, Services.PLUGIN, () -> announced, () -> token);
    }

    /**
     * What its connections share with others.
     *
     * @return the same for all plugins of a server
     */
    public Rpc rpc() {
        return rpc;
    }

    /**
     * Where it listens.
     *
     * @return its first endpoint
     */
    public Endpoint callback() {
        return callback;
    }

    /** The objects between host and plugin. */
    public ObjectSpace objects() {
        return objects;
    }

    /**
     * Finds out whether the plugin can be reached. The connection is not kept: one that stays silent may be closed by
     * the plugin.
     *
     * @param timeout how long to try
     * @throws PluginException if the plugin can't be reached
     */
    public void probe(Duration timeout) {
        dial(callback, Clock.after(timeout), () -> false).close();
    }

    /**
     * Whether a connection comes from the process that registered as this plugin, as far as the transport can tell.
     *
     * @param session the connection
     * @return false if it surely comes from another one
     */
    public boolean isPeerOf(Session session) {
        return identity.isEmpty() || identity.equals(session.peerIdentity());
    }

    /** Who answers must be who registered, also where it is an authority that vouches for both. */
    private OutboundConnection dial(Endpoint endpoint, long until, BooleanSupplier abandoned) {
        OutboundConnection connection = rpc.dial(endpoint, name, until, abandoned);
        if (identity.isEmpty() || identity.equals(connection.peerIdentity())) {
            return connection;
        }
        connection.close();
        throw new PluginException(
                ErrorCode.UNTRUSTED_PEER,
                "At " + endpoint + " is another process than the one that registered as " + name
                        + ": a plugin listens with the certificate that it dials the host with");
    }

    /**
     * Calls a function. Blocks.
     *
     * @param request what to call
     * @return the result
     */
    public @Nullable Object call(CallRequest request) {
        ArgumentWriter arguments = CallFunctionMethod.arguments(
                request.function().toUpperCase(Locale.ROOT), request.positional(), request.named(), -1);
        return client.call(
                CALL_FUNCTION.shownAs(request.function()),
                (out, values) -> {
                    out.i64Field(1, token);
                    arguments.write(out, values);
                },
                Result.VALUE,
                request.timeout());
    }

    /**
     * Calls a function on another thread.
     *
     * @param request what to call
     * @return completes with the result; cancelling it cancels the call
     */
    public CompletableFuture<@Nullable Object> callAsync(CallRequest request) {
        return rpc.async(() -> call(request));
    }

    /**
     * The plugin's own services.
     *
     * @return calls them
     */
    public MessageCaller services() {
        return services;
    }

    /**
     * Asks the plugin to end, over a connection of its own, so that busy ones don't matter. A plugin that may serve
     * only one connection for each endpoint is asked over one that is idle, if there is one. Returns early if the
     * plugin ends while it is dialled.
     *
     * @param timeout how long to wait for the answer
     * @throws PluginException if the plugin does not answer
     */
    public void shutdown(Duration timeout) {
        long until = Clock.after(timeout);
        OutboundConnection idle = shared ? null : client.pool().poll();
        OutboundConnection connection = idle != null ? idle : dial(callback, until, client.pool()::isClosed);
        try {
            connection.call(SHUTDOWN, tokenField(), Result.VOID, until);
        } finally {
            connection.close();
            if (idle != null) {
                client.pool().release(idle);
            }
        }
    }

    /**
     * How many calls wait for an answer.
     *
     * @return the number
     */
    public int callsInFlight() {
        return client.pool().inFlight();
    }

    /**
     * The calls that wait for an answer.
     *
     * @param most how many at most
     * @return those that have waited longest, and these first
     */
    public List<CallInFlight> callsInFlight(int most) {
        return client.pool().callsInFlight(most);
    }

    /**
     * Waits until the plugin answers something that costs it nothing. An error is an answer too. A plugin that may be
     * dialled any number of times is asked over a connection of its own, so that calls don't matter; another one over
     * one that no call uses, and if there is none it is taken for busy and not asked. Blocks until then, or until the
     * thread is interrupted.
     *
     * @throws PluginException with {@link ErrorCode#CANCELLED} or {@link ErrorCode#CLOSED} if there was no answer
     */
    public void awaitAnswer() {
        health.awaitAnswer();
    }

    /**
     * Closes all connections: calls in flight and later ones fail, and its handles are void.
     *
     * @param reason what they fail with
     */
    public void close(PluginException reason) {
        client.pool().close(reason);
        objects.held().end();
    }

    /**
     * Releases what the plugin held of this side, after {@link #close}. To close an object is the host's code; if it
     * takes long, it goes on for itself, and this returns.
     */
    public void release() {
        HandleTable held = objects.held();
        if (held.hasLeft()) {
            CompletableFuture<Boolean> released = rpc.async(() -> {
                held.releaseLeft();
                return true;
            });
            try {
                var unused = released.get(RELEASE.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (TimeoutException e) {
                LOG.warn("Objects that {} held take long to close; nothing waits for them any more", name);
            } catch (ExecutionException e) {
                // This side was stopped, and has no other thread.
                held.releaseLeft();
            }
        }
    }

    /**
     * Whether nobody on this side uses the plugin at the moment.
     *
     * @return true if no call waits for its answer, and no object of it is held
     */
    public boolean isIdle() {
        return callsInFlight() == 0 && !objects.holdsProxies();
    }

    /**
     * Another process has taken the plugin's place, or will: once the connections are closed, who uses an object of
     * this one is told so.
     *
     * @param why what happened and what to do, to complete "This object of plugin 'x' is gone: "
     */
    public void supersede(String why) {
        objects.superseded(why);
    }

    /** Removes what the plugin's callback endpoints have left behind, after its process has ended. */
    public void cleanUp() {
        endpoints.forEach(endpoint -> rpc.transports().forEndpoint(endpoint).cleanUp(endpoint));
    }

    /** Absent for peers that know only the contract, so that they see its very bytes. */
    private ArgumentWriter tokenField() {
        return token == 0 ? ArgumentWriter.NONE : (out, values) -> out.i64Field(PluginDispatch.TOKEN, token);
    }

    /** Dials the callback endpoint, or asks for further ones if the plugin wants that (contract 10). */
    private final class CallbackDialer implements Dialer {

        @Override
        public OutboundConnection dial(long until, BooleanSupplier abandoned) {
            return RemotePlugin.this.dial(callback, until, abandoned).objects(objects);
        }

        @Override
        public boolean growsByAsking() {
            return !shared;
        }

        @Override
        public @Nullable OutboundConnection grow(OutboundConnection through, long until, BooleanSupplier abandoned) {
            try {
                Endpoint fresh = reach.apply(Endpoint.parse(through.call(SERVE, tokenField(), Result.STRING, until)));
                endpoints.add(fresh);
                return RemotePlugin.this.dial(fresh, until, abandoned).objects(objects);
            } catch (PluginException e) {
                if (!through.isOpen() || e.code() == ErrorCode.DEADLINE_EXCEEDED || e.code() == ErrorCode.CANCELLED) {
                    throw e;
                }
                if (e.code() == ErrorCode.CALLBACK_REFUSED) {
                    LOG.warn("{} offers an endpoint that is not dialled: {}", name, e.getMessage());
                } else {
                    LOG.debug("{} gives no further connection: {}", name, e.getMessage());
                }
            }
            return null;
        }
    }
}
