package io.thriftplugins.server;

import io.thriftplugins.AuthorizationToken;
import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.Limit;
import io.thriftplugins.LogLevel;
import io.thriftplugins.MessageServices;
import io.thriftplugins.PluginException;
import io.thriftplugins.rpc.CallArguments;
import io.thriftplugins.rpc.Features;
import io.thriftplugins.rpc.FunctionTable;
import io.thriftplugins.rpc.HostService;
import io.thriftplugins.rpc.ObjectSpace;
import io.thriftplugins.rpc.PluginRegistration;
import io.thriftplugins.rpc.RegistrationReply;
import io.thriftplugins.rpc.RemotePlugin;
import io.thriftplugins.rpc.Rpc;
import io.thriftplugins.rpc.ServedCalls;
import io.thriftplugins.rpc.ServiceAccess;
import io.thriftplugins.rpc.Session;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers plugins' calls: registration, then whatever a plugin presents its authorization token for. */
final class HostCalls implements HostService {

    /** Between two looks after a plugin without connections, in seconds. */
    private static final int LONGEST_PAUSE = 16;

    private final SecureRandom random = new SecureRandom();
    private final Rpc rpc;
    private final PluginRegistry registry;
    private final FunctionTable functions;
    private final ServerOptions options;

    HostCalls(Rpc rpc, PluginRegistry registry, FunctionTable functions, ServerOptions options) {
        this.rpc = rpc;
        this.registry = registry;
        this.functions = functions;
        this.options = options;
    }

    @Override
    public RegistrationReply register(
            Session session, String token, String callbackUri, Supplier<PluginRegistration> data) {
        PendingPlugin pending = registry.consume(token);
        try {
            return register(session, pending, callbackUri, data.get());
        } catch (RuntimeException e) {
            PluginException reason = e instanceof PluginException known
                    ? known
                    : new PluginException(ErrorCode.INTERNAL, "The registration failed: " + e, e);
            registry.giveUp(
                    pending,
                    new PluginException(
                            reason.code(),
                            "The plugin '" + pending.name() + "' was refused: " + reason.getMessage(),
                            reason));
            throw reason;
        }
    }

    private RegistrationReply register(
            Session session, PendingPlugin pending, String callbackUri, PluginRegistration data) {
        OfferedFunctions offered = new OfferedFunctions(pending.name(), options.limits());
        offered.add(data.functions());
        Endpoint callback = reach(pending, Endpoint.parse(callbackUri));
        long callbackToken = random.nextLong(1, Long.MAX_VALUE);
        AuthorizationToken token = registry.authorize(pending.name());
        RegisteredPlugin plugin = new RegisteredPlugin(
                pending,
                data,
                offered,
                token,
                registry,
                options,
                new ServedCalls(),
                (served, explainer) -> new RemotePlugin(
                        rpc,
                        pending.name(),
                        callback,
                        further -> reach(pending, further),
                        session.peerIdentity(),
                        data.features(),
                        callbackToken,
                        options.limits().number(Limit.MAX_CONNECTIONS_TO_PEER),
                        served,
                        explainer));
        boolean registered = false;
        try {
            probe(plugin, callback);
            plugin.bind(session);
            // Ready to take "ready" before the plugin has the token that lets it say so.
            registry.add(pending, plugin);
            registered = true;
        } finally {
            if (!registered) {
                registry.revoke(token);
                // Not before: the peer is to learn why.
                session.afterReply(plugin::abandon);
            }
        }
        // Its connection may have ended just now, when nobody looked after it.
        lookAfter(plugin);
        return new RegistrationReply(
                token.value(),
                options.version(),
                plugin.log().level(),
                OptionalLong.of(callbackToken),
                Features.OF_HOST);
    }

    /** Where this process finds an endpoint of a plugin, if it may be dialled: the first one and those that follow. */
    private Endpoint reach(PendingPlugin pending, Endpoint callback) {
        boolean allowed = options.callbackPolicy() != null
                ? options.callbackPolicy().test(callback)
                : rpc.transports().forEndpoint(callback).isLocal(callback);
        if (!allowed) {
            throw new PluginException(
                    ErrorCode.CALLBACK_REFUSED,
                    options.callbackPolicy() != null
                            ? "This host's callbackPolicy refuses " + callback + "; listen where it allows it"
                            : "This host dials plugins on its own machine only, not " + callback
                                    + "; listen on a pipe or at 127.0.0.1, or set the host's callbackPolicy");
        }
        return pending.seenFromHere(callback);
    }

    private void probe(RegisteredPlugin plugin, Endpoint callback) {
        try {
            plugin.remote().probe(options.callbackTimeout());
        } catch (PluginException e) {
            throw new PluginException(
                    ErrorCode.CALLBACK_REFUSED,
                    "The plugin can't be reached at its callback endpoint " + callback
                            + "; it must listen there before it registers, and on another machine be told its address"
                            + " with --callback-endpoint: " + e.getMessage(),
                    e);
        }
    }

    @Override
    public void closed(Session session) {
        if (session.owner() instanceof RegisteredPlugin plugin) {
            plugin.unbind(session);
            lookAfter(plugin);
        }
    }

    private void lookAfter(RegisteredPlugin plugin) {
        if (plugin.isOutOfSight() && plugin.lookedAfter().compareAndSet(false, true)) {
            // Not here, since it blocks: whoever ends a connection may be the thread that accepts them.
            CompletableFuture<?> unused = rpc.async(() -> {
                lookAfter(plugin, 1);
                return plugin;
            });
        }
    }

    /**
     * Looks whether a plugin that has no connections is still there, again and again: the system may take a connection
     * in the name of a process that is about to end.
     */
    private void lookAfter(RegisteredPlugin plugin, int pause) {
        plugin.look();
        if (plugin.isOutOfSight()) {
            CompletableFuture.delayedExecutor(pause, TimeUnit.SECONDS, task -> {
                        // Nobody waits for it; it fails only where the server is stopped.
                        CompletableFuture<?> unused = rpc.async(() -> {
                            task.run();
                            return plugin;
                        });
                    })
                    .execute(() -> lookAfter(plugin, Math.min(2 * pause, LONGEST_PAUSE)));
        } else {
            plugin.lookedAfter().set(false);
            // Its last connection may have ended just now, when somebody still seemed to look after it.
            lookAfter(plugin);
        }
    }

    @Override
    public void ready(Session session, long token) {
        authorized(session, token).markReady();
    }

    @Override
    public @Nullable Object callFunction(Session session, long token, String function, CallArguments arguments)
            throws Exception {
        RegisteredPlugin plugin = authorized(session, token);
        plugin.grants().requireFunction(plugin.name(), function);
        return plugin.served().serve(() -> functions.call(function, arguments, plugin.name()));
    }

    @Override
    public @Nullable Object query(Session session, long token, String text, Map<String, @Nullable Object> parameters)
            throws Exception {
        RegisteredPlugin plugin = authorized(session, token);
        plugin.grants().requireQueries(plugin.name());
        QueryHandler queries = options.queries();
        if (queries == null) {
            throw new PluginException(ErrorCode.NOT_SUPPORTED, "This host runs no queries; call its functions instead");
        }
        return plugin.served().serve(() -> queries.query(plugin.name(), text, parameters));
    }

    @Override
    public @Nullable Object config(Session session, long token, String key) {
        RegisteredPlugin plugin = authorized(session, token);
        plugin.grants().requireReadable(plugin.name(), key);
        return options.configuration().get(plugin.name(), key);
    }

    @Override
    public void setConfig(Session session, long token, String key, @Nullable Object value) {
        RegisteredPlugin plugin = authorized(session, token);
        plugin.grants().requireWritable(plugin.name(), key);
        options.configuration().set(plugin.name(), key, value);
    }

    @Override
    public void log(Session session, long token, LogLevel level, String message, List<String> arguments) {
        RegisteredPlugin plugin = authorized(session, token);
        plugin.grants().requireLog(plugin.name());
        plugin.log().write(level, message, arguments);
    }

    @Override
    public List<FunctionInfo> functions(Session session, long token, @Nullable String name) {
        Grants grants = authorized(session, token).grants();
        return functions.list(name).stream()
                .filter(function -> grants.includeFunction(function.name()))
                .toList();
    }

    @Override
    public void addFunctions(Session session, long token, Supplier<List<FunctionInfo>> added) {
        authorized(session, token).addFunctions(added.get());
    }

    @Override
    public ObjectSpace authorize(Session session, long token) {
        return authorized(session, token).remote().objects();
    }

    @Override
    public ServiceAccess openServices(Session session, long token) {
        RegisteredPlugin plugin = authorized(session, token);
        MessageServices granted = GrantedServices.of(options.services(), plugin.grants());
        // Asked again before each call, since the plugin may have been stopped.
        return new ServiceAccess(
                granted,
                plugin.served(),
                plugin.name(),
                () -> authorized(session, token),
                name -> plugin.grants().includeService(name)
                        ? ServiceAccess.missing(granted, name)
                        : Grants.refused(plugin.name(), "to call the service '" + name + "'"));
    }

    private RegisteredPlugin authorized(Session session, long token) {
        RegisteredPlugin plugin = registry.authorized(token);
        if (plugin == null) {
            throw new PluginException(
                    ErrorCode.INVALID_AUTHORIZATION_TOKEN,
                    "The authorization token is unknown or revoked; present the one that the registration returned");
        }
        if (!plugin.remote().isPeerOf(session)) {
            throw new PluginException(
                    ErrorCode.INVALID_AUTHORIZATION_TOKEN,
                    "The authorization token belongs to the process that registered, and this is another one: it has"
                            + " another certificate");
        }
        if (!plugin.bind(session)) {
            throw new PluginException(
                    ErrorCode.INVALID_AUTHORIZATION_TOKEN,
                    "The authorization token belongs to another plugin than this connection's calls before");
        }
        return plugin;
    }
}
