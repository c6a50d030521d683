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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Who may register, and who has. Safe for use by many threads; nothing blocks. */
final class PluginRegistry {

    private final TokenRegistry tokens;
    private final EventQueue events;
    private final ConcurrentMap<RegistrationToken, PendingPlugin> pending = new ConcurrentHashMap<>();
    private final ConcurrentMap<AuthorizationToken, RegisteredPlugin> plugins = new ConcurrentHashMap<>();
    private volatile boolean closed;

    PluginRegistry(TokenRegistry tokens, EventQueue events) {
        this.tokens = tokens;
        this.events = events;
    }

    /**
     * Issues a token.
     *
     * @param value the secret, or null for a random one
     */
    RegistrationToken issue(String pluginName, Duration lifetime, @Nullable String value) {
        RegistrationToken token =
                value == null ? tokens.issue(pluginName, lifetime) : tokens.issue(pluginName, lifetime, value);
        PendingPlugin plugin = new PendingPlugin(token);
        pending.put(token, plugin);
        forgetWhenSettled(plugin, lifetime);
        if (closed) {
            giveUp(plugin, closedFailure());
            throw closedFailure();
        }
        fire(pluginName, PluginState.LAUNCHED, null, null);
        return token;
    }

    /** A plugin is pending until it registers, somebody gives up, or its token has expired. */
    private void forgetWhenSettled(PendingPlugin plugin, Duration lifetime) {
        CompletableFuture<?> unused = plugin.registered()
                .orTimeout(Math.max(1, lifetime.toMillis()), TimeUnit.MILLISECONDS)
                .handle((registered, failure) -> {
                    pending.remove(plugin.token());
                    return failure instanceof TimeoutException && tokens.revoke(plugin.token());
                });
    }

    /** Who waits to register with a token; null if nobody does any more. */
    @Nullable
    PendingPlugin pending(RegistrationToken token) {
        return pending.get(token);
    }

    /** Uses a token up. */
    PendingPlugin consume(String value) {
        RegistrationToken token = tokens.consume(value);
        PendingPlugin plugin = pending.get(token);
        if (plugin == null) {
            throw new PluginException(
                    ErrorCode.REGISTRATION_TOKEN_REVOKED, "The host has given up waiting for this plugin");
        }
        return plugin;
    }

    /** Nobody waits for the plugin any more: its token is void. */
    void giveUp(PendingPlugin plugin, PluginException reason) {
        tokens.revoke(plugin.token());
        if (plugin.registered().completeExceptionally(reason)) {
            fire(plugin.name(), PluginState.FAILED, null, reason);
        }
    }

    AuthorizationToken authorize(String pluginName) {
        return tokens.authorize(pluginName);
    }

    /** A plugin has registered; whoever waits for it is told after this. */
    void add(AuthorizationToken token, RegisteredPlugin plugin) {
        plugins.put(token, plugin);
        if (closed) {
            remove(token);
            throw closedFailure();
        }
    }

    /** A plugin has ended: its token is revoked. */
    void remove(AuthorizationToken token) {
        tokens.revoke(token);
        plugins.remove(token);
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

    void fire(String pluginName, PluginState state, @Nullable PluginHandle handle, @Nullable PluginException failure) {
        events.fire(new PluginEvent(pluginName, state, handle, failure));
    }

    /** Nobody registers any more. */
    void close() {
        closed = true;
        pending.values().forEach(plugin -> giveUp(plugin, closedFailure()));
    }

    private static PluginException closedFailure() {
        return new PluginException(ErrorCode.CLOSED, "The server was stopped; no plugin can register any more");
    }
}
