package io.thriftplugins.server;

import io.thriftplugins.AuthorizationToken;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginEvent;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.RegistrationToken;
import io.thriftplugins.TokenRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Who may register, and who has. Safe for use by many threads. */
final class PluginRegistry {

    private final TokenRegistry tokens;
    private final EventQueue events;
    private final ConcurrentMap<RegistrationToken, PendingPlugin> pending = new ConcurrentHashMap<>();
    private final ConcurrentMap<AuthorizationToken, RegisteredPlugin> plugins = new ConcurrentHashMap<>();
    private final Set<PluginHandle> restarting = ConcurrentHashMap.newKeySet();

    /** What became of tokens, for those who ask later; as long as anybody holds the token. */
    private final Map<RegistrationToken, PluginException> failures = Collections.synchronizedMap(new WeakHashMap<>());

    private volatile boolean closed;

    PluginRegistry(TokenRegistry tokens, EventQueue events) {
        this.tokens = tokens;
        this.events = events;
    }

    /**
     * Issues a token.
     *
     * @param value the secret, or null for a random one
     * @param grants what the plugin may use
     */
    RegistrationToken issue(String pluginName, Duration lifetime, @Nullable String value, Grants grants) {
        return issue(pluginName, lifetime, value, grants, null);
    }

    /**
     * Issues a token of random value.
     *
     * @param owner who is told of the plugin's states
     * @param grants what the plugin may use
     */
    RegistrationToken issueFor(PluginOwner owner, String pluginName, Duration lifetime, Grants grants) {
        return issue(pluginName, lifetime, null, grants, owner);
    }

    private RegistrationToken issue(
            String pluginName, Duration lifetime, @Nullable String value, Grants grants, @Nullable PluginOwner owner) {
        PendingPlugin plugin = makePending(pluginName, lifetime, value, grants, owner);
        // The copy's timer ends with the copy, which ends with the original.
        CompletableFuture<?> unused = plugin.registered()
                .copy()
                .orTimeout(Math.max(1, TimeUnit.NANOSECONDS.convert(lifetime)), TimeUnit.NANOSECONDS)
                .whenComplete((handle, failure) -> {
                    if (failure instanceof TimeoutException) {
                        // Not revoked: whoever presents the token is told that it has expired.
                        decline(plugin, expired(pluginName));
                    }
                });
        if (closed) {
            giveUp(plugin, closedFailure());
            throw closedFailure();
        }
        return plugin.token();
    }

    /** In one step, since a token whose value was chosen may be presented as soon as it exists. */
    private synchronized PendingPlugin makePending(
            String pluginName, Duration lifetime, @Nullable String value, Grants grants, @Nullable PluginOwner owner) {
        PendingPlugin plugin = new PendingPlugin(
                value == null ? tokens.issue(pluginName, lifetime) : tokens.issue(pluginName, lifetime, value),
                grants,
                owner);
        pending.put(plugin.token(), plugin);
        moved(plugin, PluginState.LAUNCHED, null, null);
        return plugin;
    }

    /** Who waits to register with a token; null if nobody does any more. */
    @Nullable
    PendingPlugin pending(RegistrationToken token) {
        return pending.get(token);
    }

    /** Uses a token up. */
    synchronized PendingPlugin consume(String value) {
        PendingPlugin plugin = pending.get(tokens.consume(value));
        if (plugin == null) {
            throw givenUp();
        }
        return plugin;
    }

    /** Nobody waits for the plugin any more: its token is void. */
    void giveUp(PendingPlugin plugin, PluginException reason) {
        tokens.revoke(plugin.token());
        decline(plugin, reason);
    }

    private void decline(PendingPlugin plugin, PluginException reason) {
        if (plugin.decide()) {
            try {
                moved(plugin, PluginState.FAILED, null, reason);
                failures.put(plugin.token(), reason);
            } finally {
                plugin.registered().completeExceptionally(reason);
                pending.remove(plugin.token());
            }
        }
    }

    /** Why there is no plugin of this token, or no more; null if that is not known. */
    @Nullable
    PluginException failure(RegistrationToken token) {
        return failures.get(token);
    }

    AuthorizationToken authorize(String pluginName) {
        return tokens.authorize(pluginName);
    }

    /**
     * A plugin has registered: whoever waits for it is told.
     *
     * @throws PluginException if nobody wants it any more; its token is to be revoked then
     */
    void add(PendingPlugin origin, RegisteredPlugin plugin) {
        if (!origin.decide()) {
            throw givenUp();
        }
        try {
            // Before anybody hears of it, and may end it.
            plugins.put(plugin.token(), plugin);
            plugin.announce();
            origin.registered().complete(plugin);
        } catch (RuntimeException | Error e) {
            plugins.remove(plugin.token());
            // Whatever happens to whoever is told: who has decided must say so.
            origin.registered().completeExceptionally(givenUp());
            throw e;
        }
        pending.remove(origin.token());
        if (closed) {
            plugin.fail(closedFailure());
            throw closedFailure();
        }
    }

    /** A plugin has ended, or must not go on: its token is revoked. */
    void remove(RegisteredPlugin plugin, PluginException reason) {
        tokens.revoke(plugin.token());
        failures.put(plugin.registrationToken(), reason);
        plugins.remove(plugin.token());
    }

    /** A token that was made for a plugin whose registration failed then. */
    void revoke(AuthorizationToken token) {
        tokens.revoke(token);
    }

    /** The plugin whose authorization token this is, or null. */
    @Nullable
    RegisteredPlugin authorized(long value) {
        AuthorizationToken token = tokens.authorized(value);
        return token == null ? null : plugins.get(token);
    }

    List<RegisteredPlugin> plugins() {
        return new ArrayList<>(plugins.values());
    }

    /** A process has come to a new state: its owner is told, or else the listeners. */
    void moved(
            PendingPlugin origin,
            PluginState state,
            @Nullable RegisteredPlugin plugin,
            @Nullable PluginException failure) {
        PluginOwner owner = origin.owner();
        if (owner == null) {
            fire(new PluginEvent(origin.name(), state, plugin, failure));
        } else {
            owner.moved(plugin, state, failure);
        }
    }

    /** Tells the listeners. */
    void fire(PluginEvent event) {
        events.fire(event);
    }

    /** The plugins as users see them: those that have registered and not ended, and those that are being restarted. */
    Set<PluginHandle> handles() {
        Set<PluginHandle> handles = new LinkedHashSet<>();
        plugins.values().forEach(plugin -> handles.add(plugin.handle()));
        handles.addAll(restarting);
        return handles;
    }

    /**
     * A plugin waits to be launched again.
     *
     * @return false if nobody registers any more
     */
    boolean addRestarting(PluginHandle plugin) {
        // Before looking whether this is closed: then whoever closes it sees the plugin, or the plugin sees that.
        restarting.add(plugin);
        return !closed;
    }

    /** It has a process again, or never will. */
    void removeRestarting(PluginHandle plugin) {
        restarting.remove(plugin);
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * Nobody registers any more.
     *
     * @return completes when what was launched for those who were about to register has ended
     */
    CompletableFuture<?> close() {
        closed = true;
        List<PendingPlugin> given = List.copyOf(pending.values());
        given.forEach(plugin -> giveUp(plugin, closedFailure()));
        return CompletableFuture.allOf(given.stream().map(PendingPlugin::loader).toArray(CompletableFuture[]::new));
    }

    private static PluginException givenUp() {
        return new PluginException(
                ErrorCode.REGISTRATION_TOKEN_REVOKED, "The host has given up waiting for this plugin");
    }

    private static PluginException expired(String pluginName) {
        return new PluginException(
                ErrorCode.REGISTRATION_TIMEOUT,
                "Nobody registered as '" + pluginName + "' before the token's time was over");
    }

    private static PluginException closedFailure() {
        return new PluginException(ErrorCode.CLOSED, "The server was stopped; no plugin can register any more");
    }
}
