package io.thriftplugins.server;

import io.thriftplugins.PluginEnd;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One process of a plugin, from its launch to its end. Restarts and replacements begin others. */
final class Generation implements PluginOwner {

    private final Supervision supervision;
    private final PluginSource source;
    private final PluginLoad load;
    private final CallGate gate = new CallGate();
    private final CompletableFuture<@Nullable Void> settled = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
    private volatile @Nullable RegisteredPlugin plugin;
    private volatile @Nullable PluginException reason;

    /** Guarded by the supervision. */
    private @Nullable PluginEnd end;

    Generation(Supervision supervision, PluginLoads loads, PluginSource source) {
        this.supervision = supervision;
        this.source = source;
        this.load = loads.prepare(source, this);
    }

    PluginSource source() {
        return source;
    }

    PluginLoad load() {
        return load;
    }

    /** Counts the calls that are made through the plugin's handle. */
    CallGate gate() {
        return gate;
    }

    /** Completes when its load has succeeded or failed, and the supervision knows. */
    CompletableFuture<@Nullable Void> settled() {
        return settled;
    }

    /** Completes when new calls go elsewhere, or wait, or fail. */
    CompletableFuture<@Nullable Void> over() {
        return over;
    }

    /** Not before it has registered. */
    RegisteredPlugin plugin() {
        return Objects.requireNonNull(plugin, "not registered");
    }

    boolean isRegistered() {
        return plugin != null;
    }

    /** Whether the current thread serves a call of it. */
    boolean isServedHere() {
        RegisteredPlugin registered = plugin;
        return registered != null && registered.served().onThisThread();
    }

    /** Why it has ended although nobody stopped it; null if that is not known. */
    @Nullable
    PluginException reason() {
        return reason;
    }

    @Nullable
    PluginEnd end() {
        return end;
    }

    void ended(PluginEnd known) {
        end = known;
    }

    @Override
    public PluginHandle handle() {
        return supervision.told().handle();
    }

    @Override
    public void moved(@Nullable RegisteredPlugin registered, PluginState state, @Nullable PluginException why) {
        if (registered != null) {
            plugin = registered;
        }
        if (why != null) {
            reason = why;
        }
        supervision.moved(this, state);
    }
}
