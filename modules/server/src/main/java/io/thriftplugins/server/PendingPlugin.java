package io.thriftplugins.server;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.HealthCheck;
import io.thriftplugins.PipeEndpoint;
import io.thriftplugins.PluginAttachment;
import io.thriftplugins.PluginException;
import io.thriftplugins.RegistrationToken;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A plugin that was told its token and has not registered yet. */
final class PendingPlugin {

    private final RegistrationToken token;
    private final @Nullable PluginOwner owner;
    private final CompletableFuture<RegisteredPlugin> registered = new CompletableFuture<>();
    private final AtomicBoolean decided = new AtomicBoolean();
    private final Grants grants;
    private volatile @Nullable Launched launched;
    private volatile @Nullable HealthCheck healthCheck;
    private volatile @Nullable Path pipes;
    private volatile boolean pipesOnly;
    private volatile @Nullable String takeOverSecret;
    private volatile @Nullable String launchMark;
    private volatile CompletableFuture<?> loader = CompletableFuture.completedFuture(null);

    /**
     * Waits for the registration.
     *
     * @param grants what the plugin may use of the host
     * @param owner who is told of the plugin's states instead of the listeners; null for nobody
     */
    PendingPlugin(RegistrationToken token, Grants grants, @Nullable PluginOwner owner) {
        this.token = token;
        this.grants = grants;
        this.owner = owner;
    }

    /** Who is told of the plugin's states instead of the listeners; null for nobody. */
    @Nullable
    PluginOwner owner() {
        return owner;
    }

    /** What it may use of the host. */
    Grants grants() {
        return grants;
    }

    /** How it is asked whether it is there; null if the server decides. */
    @Nullable
    HealthCheck healthCheck() {
        return healthCheck;
    }

    void healthCheck(@Nullable HealthCheck check) {
        healthCheck = check;
    }

    /** Says that another host can take the plugin over that knows the secret; {@code mark} marks its processes. */
    void outlives(String secret, String mark) {
        takeOverSecret = secret;
        launchMark = mark;
    }

    /** Keeps a secret of the plugin out of its log. */
    void hide(String secret) {
        takeOverSecret = secret;
    }

    /** A text of the plugin without its secrets. */
    String withoutSecrets(String text) {
        String secret = takeOverSecret;
        String safe = text.replace(token.value(), "[token]");
        return secret == null ? safe : safe.replace(secret, "[secret]");
    }

    /** What another host needs to take over the plugin in a process; null if none can. */
    @Nullable
    PluginAttachment attachment(Endpoint callback, long pid) {
        String secret = takeOverSecret;
        String mark = launchMark;
        String started = ProcessHandle.of(pid).map(ProcessIdentity::of).orElse("");
        return secret == null || mark == null || started.isEmpty()
                ? null
                : new PluginAttachment(name(), callback, pid, started, mark, secret);
    }

    /**
     * Says where the host finds the plugin's pipes, if not where everybody looks.
     *
     * @param only whether it can listen on nothing else
     */
    void pipesIn(Path directory, boolean only) {
        pipesOnly = only;
        pipes = directory;
    }

    /**
     * An endpoint of the plugin, as this process finds it.
     *
     * @throws PluginException with {@link ErrorCode#CALLBACK_REFUSED} if it can't be the plugin that listens there
     */
    Endpoint seenFromHere(Endpoint endpoint) {
        Path directory = pipes;
        if (directory == null) {
            return endpoint;
        } else if (endpoint instanceof PipeEndpoint pipe) {
            return new PipeEndpoint(pipe.name(), directory);
        } else if (pipesOnly) {
            throw new PluginException(
                    ErrorCode.CALLBACK_REFUSED,
                    "An isolated plugin of a host that listens on a pipe is dialled at pipes in its own TMPDIR only,"
                            + " not at " + endpoint + "; listen on a pipe there, or let the host listen on TCP");
        }
        return endpoint;
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
     * Claims the right to decide whether it registers: true for one caller, who then completes {@link #registered}. The
     * others come too late, and tell nobody anything.
     */
    boolean decide() {
        return decided.compareAndSet(false, true);
    }

    /** Completes when nobody loads it any more; if that fails, when nothing of it is left. */
    CompletableFuture<?> loader() {
        return loader;
    }

    void loader(CompletableFuture<?> finished) {
        loader = finished;
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
