package io.thriftplugins.server;

import io.thriftplugins.RegistrationToken;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A plugin that was told its token and has not registered yet. */
final class PendingPlugin {

    private final RegistrationToken token;
    private final CompletableFuture<RegisteredPlugin> registered = new CompletableFuture<>();
    private volatile @Nullable Launched launched;

    PendingPlugin(RegistrationToken token) {
        this.token = token;
    }

    RegistrationToken token() {
        return token;
    }

    String name() {
        return token.pluginName();
    }

    /** Completes when it registers, or with the reason why it never will. */
    CompletableFuture<RegisteredPlugin> registered() {
        return registered;
    }

    /**
     * What was launched; null if nobody launched it, or has not come round to say so: a process may register before its
     * launcher knows that it was started.
     */
    @Nullable
    Launched launched() {
        return launched;
    }

    void launched(Launched what) {
        launched = what;
    }
}
