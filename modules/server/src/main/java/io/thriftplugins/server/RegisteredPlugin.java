package io.thriftplugins.server;

import io.thriftplugins.AuthorizationToken;
import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.HealthCheck;
import io.thriftplugins.MessageCaller;
import io.thriftplugins.PluginAttachment;
import io.thriftplugins.PluginEnd;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.RegistrationToken;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import io.thriftplugins.rpc.Features;
import io.thriftplugins.rpc.PluginRegistration;
import io.thriftplugins.rpc.RemotePlugin;
import io.thriftplugins.rpc.ServedCalls;
import io.thriftplugins.rpc.Session;
import io.thriftplugins.rpc.Sessions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A plugin that has registered: its calls, its state, its end. */
final class RegisteredPlugin implements PluginHandle {

    /** How long to try to reach a plugin that may have ended. */
    private static final Duration PROBE = Duration.ofMillis(500);

    /** Leaves a process no time, since it would not use it. */
    private static final StopPolicy KILL =
            new StopPolicy(Duration.ZERO, Duration.ZERO, Duration.ZERO, StopPolicy.DEFAULT.kill());

    private final PendingPlugin origin;
    private final PluginRegistration registration;
    private final AuthorizationToken token;
    private final PluginRegistry registry;
    private final ServerOptions options;
    private final GrantedLog log;
    private final ServedCalls served;
    private final RemotePlugin remote;
    private final PluginDossier dossier;
    private final long registeredAt = System.nanoTime();

    private final OfferedFunctions functions;
    private final Sessions sessions = new Sessions();
    private final AtomicBoolean lookedAfter = new AtomicBoolean();
    private final CompletableFuture<PluginHandle> ready = new CompletableFuture<>();
    private final CompletableFuture<PluginEnd> ended = new CompletableFuture<>();

    /** Changed only by {@link #advance}. */
    private volatile PluginState state = PluginState.LAUNCHED;

    /** Why the plugin was ended although nobody stopped it, or null. */
    private volatile @Nullable PluginException failure;

    /** It is another host's, or nobody's: nothing that happens to this handle is for its process. */
    private volatile boolean letGo;

    RegisteredPlugin(
            PendingPlugin origin,
            PluginRegistration registration,
            OfferedFunctions functions,
            AuthorizationToken token,
            PluginRegistry registry,
            ServerOptions options,
            ServedCalls served,
            RemotePluginFactory remotes) {
        this.origin = origin;
        this.registration = registration;
        this.token = token;
        this.registry = registry;
        this.options = options;
        this.log = new GrantedLog(origin, options);
        this.served = served;
        this.functions = functions;
        this.remote = remotes.create(served, new LostCalls(origin, ended, this::state, this::reachable));
        this.dossier = new PluginDossier(origin.name(), remote);
    }

    RemotePlugin remote() {
        return remote;
    }

    Grants grants() {
        return origin.grants();
    }

    ServedCalls served() {
        return served;
    }

    AuthorizationToken token() {
        return token;
    }

    /** What users see of it. */
    PluginHandle handle() {
        PluginOwner owner = origin.owner();
        return owner == null ? this : owner.handle();
    }

    RegistrationToken registrationToken() {
        return origin.token();
    }

    /** Where its messages go. */
    GrantedLog log() {
        return log;
    }

    /** A connection of the plugin. */
    boolean bind(Session session) {
        if (!session.bind(this, remote.objects())) {
            return false;
        }
        sessions.add(session);
        return true;
    }

    /** A connection of the plugin has ended. */
    void unbind(Session session) {
        sessions.remove(session);
    }

    /** Whether only {@link #look} could tell that it has ended: nobody launched it, and it has no connection. */
    boolean isOutOfSight() {
        return state != PluginState.LAUNCHED && sessions.isEmpty() && origin.launched() == null && !ended.isDone();
    }

    /** Lets only one at a time look after it. */
    AtomicBoolean lookedAfter() {
        return lookedAfter;
    }

    /** If it can't be reached, it has ended. Blocks while it tries. */
    void look() {
        if (isOutOfSight() && !reachable(PROBE)) {
            end(unseenEnd(), true);
        }
    }

    private boolean reachable(Duration limit) {
        try {
            remote.probe(limit);
            return true;
        } catch (PluginException e) {
            return false;
        }
    }

    /** Its registration has failed: a connection that is its own by now would be nobody's, and stay for ever. */
    void abandon() {
        remote.close(new PluginException(ErrorCode.CLOSED, "The registration of the plugin '" + name() + "' failed"));
        sessions.close();
    }

    /** It has registered. */
    void announce() {
        advance(PluginState.REGISTERED, null);
    }

    /** The plugin says that it is ready; saying so twice is harmless. */
    void markReady() {
        if (advance(PluginState.READY, null)) {
            ready.complete(this);
            HealthCheck own = origin.healthCheck();
            HealthCheck check = own == null ? options.healthCheck() : own;
            if (check != null) {
                new HealthWatch(remote.rpc(), check, this).start();
            }
        }
    }

    void addFunctions(List<FunctionInfo> more) {
        functions.add(more);
    }

    /** From now on the end of what was launched is the plugin's end. */
    void watch(Launched launched) {
        var unused = launched.ended().thenAccept(known -> end(known, true));
    }

    @Override
    public String name() {
        return origin.name();
    }

    @Override
    public String reportedName() {
        return registration.name();
    }

    @Override
    public String version() {
        return registration.version();
    }

    @Override
    public Map<String, @Nullable Object> metadata() {
        return registration.metadata();
    }

    @Override
    public PluginState state() {
        return state;
    }

    @Override
    public OptionalLong pid() {
        Launched launched = origin.launched();
        return launched == null ? OptionalLong.empty() : launched.pid();
    }

    @Override
    public Optional<PluginAttachment> attachment() {
        OptionalLong pid = pid();
        return pid.isPresent() && registration.features().contains(Features.TAKE_OVER)
                ? Optional.ofNullable(origin.attachment(remote.callback(), pid.getAsLong()))
                : Optional.empty();
    }

    @Override
    public List<FunctionInfo> functions() {
        return functions.all();
    }

    @Override
    public @Nullable Object call(CallRequest request) {
        return remote.call(request);
    }

    @Override
    public CompletableFuture<@Nullable Object> callAsync(CallRequest request) {
        return remote.callAsync(request);
    }

    @Override
    public MessageCaller messages() {
        return remote.services();
    }

    @Override
    public CompletableFuture<PluginHandle> ready() {
        return ready.copy();
    }

    @Override
    public void awaitReady(Duration timeout) {
        Waiting.forResult(
                ready,
                timeout,
                () -> new PluginException(
                        ErrorCode.READY_TIMEOUT,
                        "The plugin '" + name() + "' registered but did not say within " + timeout.toMillis()
                                + " ms that it is ready; is its start-up work slow or stuck?"));
    }

    @Override
    public CompletableFuture<PluginEnd> ended() {
        return ended.copy();
    }

    @Override
    public StopResult stop(StopPolicy policy) {
        if (letGo) {
            return StopResult.ALREADY_ENDED;
        }
        advance(PluginState.STOPPING, null);
        Launched launched = origin.launched();
        StopResult result = new PluginStop(name(), launched, remote, ended, log.logger()).stop(policy, served);
        endAfter(launched, result);
        return result;
    }

    @Override
    public void close() {
        stop(options.stopPolicy());
    }

    /** Ends a plugin that failed to load: kills it, and says why to whoever calls it. */
    void fail(PluginException reason) {
        fail(reason, options.stopPolicy().withoutAsking());
    }

    /** Ends a plugin that can't be relied on to do anything; otherwise as {@link #fail}. */
    void kill(PluginException reason) {
        fail(reason, KILL);
    }

    /** From now on it is no plugin of this host; what was launched lives on, and this handle can't do it any harm. */
    void letGo(PluginException reason) {
        letGo = true;
        failure = reason;
        end(unseenEnd(), false);
    }

    private void fail(PluginException reason, StopPolicy policy) {
        if (letGo) {
            return;
        }
        failure = reason;
        // First of all: its process may take seconds to end, and meanwhile nobody shall call it or be called by it.
        withdraw(reason);
        Launched launched = origin.launched();
        endAfter(launched, launched == null ? StopResult.STILL_RUNNING : launched.stop(policy, () -> true));
    }

    /** It was stopped, or could not be: either way it is no plugin of this host any more. */
    private void endAfter(@Nullable Launched launched, StopResult result) {
        if (launched != null && result != StopResult.STILL_RUNNING) {
            end(launched.ended().join(), true);
        } else {
            end(unseenEnd(), false);
        }
    }

    /** The end of a plugin whose process this host doesn't see end. */
    private PluginEnd unseenEnd() {
        return new PluginEnd(name(), null, null, uptime(), 0, List.of(), List.of(), List.of(), null);
    }

    private void withdraw(PluginException reason) {
        dossier.noteCalls();
        remote.close(reason);
        registry.remove(this, reason);
    }

    /**
     * The plugin is no more. Only the first call counts.
     *
     * @param gone whether there is nothing any more that could listen at its endpoints
     */
    private void end(PluginEnd known, boolean gone) {
        PluginException why = failure;
        PluginEnd end = dossier.of(known, why);
        boolean stopped = state == PluginState.STOPPING;
        PluginException reason = why != null ? why : EndReason.of(end, stopped);
        withdraw(reason);
        if (gone) {
            // Even if it ended well: it may have halted, or be of those that leave their files.
            remote.cleanUp();
        }
        if (advance(stopped ? PluginState.STOPPED : PluginState.FAILED, stopped ? null : reason) && !stopped) {
            log.logger().debug("{}", end.describe());
        }
        ready.completeExceptionally(reason);
        ended.complete(end);
        // If it lives on, it may neither call nor be called; afterwards, so that nobody looks after it.
        sessions.close();
        // Last of all: what the host does when its objects are closed must not keep the plugin from having ended.
        remote.release();
    }

    /**
     * Moves on to a later state and tells of it, in one step: events come in the order of the states.
     *
     * @return false if the plugin has come so far already
     */
    private synchronized boolean advance(PluginState to, @Nullable PluginException reason) {
        if (state.compareTo(to) >= 0 || state == PluginState.STOPPED) {
            return false;
        }
        state = to;
        registry.moved(origin, to, this, reason);
        return true;
    }

    private Duration uptime() {
        return Duration.ofNanos(System.nanoTime() - registeredAt);
    }

    /** Name and state. */
    @Override
    public String toString() {
        return "Plugin[" + name() + ", " + state + "]";
    }
}
