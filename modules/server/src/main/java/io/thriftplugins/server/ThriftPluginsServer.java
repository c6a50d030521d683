package io.thriftplugins.server;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionDefinition;
import io.thriftplugins.Limit;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.RegistrationToken;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.TokenRegistry;
import io.thriftplugins.rpc.FunctionTable;
import io.thriftplugins.rpc.HostDispatch;
import io.thriftplugins.rpc.Rpc;
import io.thriftplugins.rpc.RpcListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The host's side: listens, lets plugins register, and offers them the host's functions, configuration and log. It
 * launches nothing; {@link ThriftPluginsLoader} does, or a host's own loader with {@link #issueToken} and
 * {@link #awaitRegistration}.
 *
 * <p>Made by {@link #builder()}, opens nothing before {@link #start()}. Safe for use by many threads.
 */
public final class ThriftPluginsServer implements AutoCloseable {

    /** Longer than a loader waits, so that it is the loader that gives up. */
    private static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(1);

    private final Endpoint requested;
    private final ServerOptions options;
    private final Rpc rpc;
    private final EventQueue events;
    private final PluginRegistry registry;
    private final FunctionTable functions;

    /** Guarded by this. */
    private @Nullable RpcListener listener;

    /** Guarded by this. */
    private boolean closed;

    ThriftPluginsServer(Endpoint requested, Rpc rpc, FunctionTable functions, ServerOptions options) {
        this.requested = requested;
        this.options = options;
        this.rpc = rpc;
        this.events = new EventQueue(options.listeners());
        this.registry = new PluginRegistry(
                new TokenRegistry(InstantSource.system(), options.limits().number(Limit.MAX_PENDING_REGISTRATIONS)),
                events);
        this.functions = functions;
    }

    /**
     * A server to be configured.
     *
     * @return a builder with the defaults
     */
    public static ServerBuilder builder() {
        return new ServerBuilder();
    }

    /**
     * Binds the endpoint. When this returns, plugins can connect.
     *
     * @return this
     * @throws PluginException if the endpoint is in use, malformed, too long, not permitted, or has no transport; the
     *     server can be started again, or closed
     */
    public synchronized ThriftPluginsServer start() {
        if (closed) {
            throw new PluginException(ErrorCode.CLOSED, "The server was closed; make a new one");
        }
        if (listener == null) {
            listener = HostDispatch.listen(rpc, requested, new HostCalls(rpc, registry, functions, options));
        }
        return this;
    }

    /**
     * Where plugins connect.
     *
     * @return the endpoint, with the port that the system chose if it was asked to
     * @throws IllegalStateException if the server is not started
     */
    public synchronized Endpoint endpoint() {
        if (listener == null) {
            throw new IllegalStateException("The server has no endpoint before start()");
        }
        return listener.endpoint();
    }

    /**
     * Issues a token for one plugin to register with, valid for a minute.
     *
     * @param pluginName the plugin's name for the host
     * @return the token
     * @throws PluginException with {@link ErrorCode#LIMIT_EXCEEDED} if too many are pending
     */
    public RegistrationToken issueToken(String pluginName) {
        return issueToken(pluginName, DEFAULT_LIFETIME);
    }

    /**
     * Issues a token for one plugin to register with.
     *
     * @param pluginName the plugin's name for the host
     * @param lifetime how long it can be used
     * @return the token
     * @throws PluginException with {@link ErrorCode#LIMIT_EXCEEDED} if too many are pending
     */
    public RegistrationToken issueToken(String pluginName, Duration lifetime) {
        return issueToken(pluginName, lifetime, Grants.all());
    }

    /**
     * Issues a token for one plugin that may use what it is granted.
     *
     * @param pluginName the plugin's name for the host
     * @param lifetime how long it can be used
     * @param grants what the plugin may use of the host
     * @return the token
     * @throws PluginException with {@link ErrorCode#LIMIT_EXCEEDED} if too many are pending
     */
    public RegistrationToken issueToken(String pluginName, Duration lifetime, Grants grants) {
        return registry.issue(pluginName, lifetime, null, grants);
    }

    /**
     * Issues a token of a given value, for plugins that are started by hand. The value may have been used before.
     *
     * @param pluginName the plugin's name for the host
     * @param lifetime how long it can be used
     * @param value the secret; whoever knows it can register
     * @return the token
     * @throws PluginException with {@link ErrorCode#LIMIT_EXCEEDED} if too many are pending
     */
    public RegistrationToken issueToken(String pluginName, Duration lifetime, String value) {
        return issueToken(pluginName, lifetime, value, Grants.all());
    }

    /**
     * Issues a token of a given value for a plugin that may use what it is granted.
     *
     * @param pluginName the plugin's name for the host
     * @param lifetime how long it can be used
     * @param value the secret; whoever knows it can register
     * @param grants what the plugin may use of the host
     * @return the token
     * @throws PluginException with {@link ErrorCode#LIMIT_EXCEEDED} if too many are pending
     */
    public RegistrationToken issueToken(String pluginName, Duration lifetime, String value, Grants grants) {
        return registry.issue(pluginName, lifetime, value, grants);
    }

    /**
     * Tells when a plugin registers.
     *
     * @param token the plugin's token
     * @return completes with the plugin; or with a {@link PluginException} if it was refused, has ended since, or the
     *     token is void
     */
    public CompletableFuture<PluginHandle> registration(RegistrationToken token) {
        PendingPlugin pending = registry.pending(token);
        if (pending == null) {
            return registry.plugins().stream()
                    .filter(plugin -> plugin.registrationToken() == token)
                    .findFirst()
                    .map(plugin -> CompletableFuture.<PluginHandle>completedFuture(plugin))
                    .orElseGet(() -> CompletableFuture.failedFuture(failure(token)));
        }
        return pending.registered().handle((plugin, failure) -> {
            if (failure != null) {
                throw Waiting.failure(failure, () -> failure(token));
            }
            return plugin;
        });
    }

    /**
     * Waits until a plugin registers. Blocks. A token whose plugin is late is void afterwards.
     *
     * @param token the plugin's token
     * @param timeout how long to wait
     * @return the plugin; {@link PluginHandle#awaitReady} comes next
     * @throws PluginException with {@link ErrorCode#REGISTRATION_TIMEOUT} if that took too long, or with what it was
     *     refused for
     */
    public PluginHandle awaitRegistration(RegistrationToken token, Duration timeout) {
        PendingPlugin pending = registry.pending(token);
        try {
            return Waiting.forResult(
                    registration(token),
                    timeout,
                    () -> new PluginException(
                            ErrorCode.REGISTRATION_TIMEOUT,
                            "The plugin '" + token.pluginName() + "' did not register within " + timeout.toMillis()
                                    + " ms"));
        } catch (PluginException e) {
            if (pending != null && e.code() == ErrorCode.REGISTRATION_TIMEOUT) {
                registry.giveUp(pending, e);
            }
            throw e;
        }
    }

    /**
     * Makes a token void that was not used yet, for a loader that gives up.
     *
     * @param token the token
     * @param reason what whoever waits for the registration is told
     */
    public void revoke(RegistrationToken token, PluginException reason) {
        PendingPlugin pending = registry.pending(token);
        if (pending != null) {
            registry.giveUp(pending, reason);
        }
    }

    /**
     * The plugins that have registered and not ended; those that are being restarted have not.
     *
     * @return a copy
     */
    public List<PluginHandle> plugins() {
        return List.copyOf(registry.handles());
    }

    /**
     * Offers one more function to plugins.
     *
     * @param function the function
     * @throws PluginException with {@link ErrorCode#DUPLICATE_FUNCTION} if the name is taken
     */
    public void addFunction(FunctionDefinition function) {
        functions.add(function);
    }

    /**
     * Stops all plugins, at the same time, waits for the end of those that are being loaded, and stops listening.
     * Blocks as long as the stop policy says. Harmless twice.
     */
    @Override
    public void close() {
        RpcListener open;
        synchronized (this) {
            closed = true;
            open = listener;
        }
        CompletableFuture<?> loads = registry.close();
        CompletableFuture.allOf(registry.handles().stream()
                        .map(plugin -> rpc.async(() -> plugin.stop(options.stopPolicy())))
                        .toArray(CompletableFuture[]::new))
                .exceptionally(e -> null)
                .join();
        // Each ends what it has launched on its own thread.
        var unused = loads.handle((nothing, failure) -> true)
                .completeOnTimeout(false, TimeUnit.NANOSECONDS.convert(loadsEnd()), TimeUnit.NANOSECONDS)
                .join();
        if (open != null) {
            open.close();
        }
        rpc.close();
        events.close();
    }

    /** How long plugins that were being loaded may take to end: terminated and killed, and so what they started. */
    private Duration loadsEnd() {
        StopPolicy policy = options.stopPolicy();
        return policy.terminate().plus(policy.kill()).multipliedBy(2);
    }

    Rpc rpc() {
        return rpc;
    }

    ServerOptions options() {
        return options;
    }

    PluginRegistry registry() {
        return registry;
    }

    private PluginException failure(RegistrationToken token) {
        PluginException known = registry.failure(token);
        return known != null
                ? known
                : new PluginException(
                        ErrorCode.REGISTRATION_TOKEN_UNKNOWN,
                        "The token for '" + token.pluginName() + "' was not issued by this server");
    }
}
