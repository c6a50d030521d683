package io.thriftplugins.server;

import io.thriftplugins.CallRequest;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionInfo;
import io.thriftplugins.MessageCaller;
import io.thriftplugins.MessageRequest;
import io.thriftplugins.PluginAttachment;
import io.thriftplugins.PluginEnd;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import io.thriftplugins.rpc.CallNotMadeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The handle of a plugin whose processes come and go: it passes everything on to the one that serves. */
final class SupervisedPlugin implements LoadedPlugin {

    private final ThriftPluginsServer server;
    private final Supervision supervision;
    private final Replacement replacement;
    private final MessageCaller messages = new Messages();

    /**
     * Launches nothing yet; {@link #load} does.
     *
     * @param onGone told when nothing is left of the plugin; must not block
     */
    SupervisedPlugin(PluginSource source, PluginLoads loads, Consumer<SupervisedPlugin> onGone) {
        this.server = loads.server();
        this.supervision = new Supervision(this, source, loads, () -> onGone.accept(this));
        this.replacement = new Replacement(supervision, loads);
    }

    /** Loads it. Blocks. */
    LoadedPlugin load() {
        supervision.launches().runFirst();
        return this;
    }

    /** Lets the first load fail; a plugin that became ready at the last moment has nobody who could close it. */
    void cancelLoad() {
        PluginException reason = new PluginException(ErrorCode.CANCELLED, "The load was cancelled");
        if (!supervision.launches().abandonFirst(reason)) {
            var unused = loaded().thenCompose(nothing ->
                    supervision.async(() -> stop(server.options().stopPolicy())));
        }
    }

    /** Completes when the first load has succeeded or failed. */
    CompletableFuture<@Nullable Void> loaded() {
        return supervision.launches().loaded();
    }

    @Override
    public String name() {
        return supervision.told().name();
    }

    @Override
    public String reportedName() {
        return supervision.told().known().reportedName();
    }

    @Override
    public String version() {
        return supervision.told().known().version();
    }

    @Override
    public Map<String, @Nullable Object> metadata() {
        return supervision.told().known().metadata();
    }

    @Override
    public PluginState state() {
        return supervision.told().state();
    }

    @Override
    public PluginSource source() {
        return supervision.source();
    }

    @Override
    public RestartPolicy restartPolicy() {
        return supervision.policy();
    }

    @Override
    public OptionalLong pid() {
        PluginState state = state();
        return state == PluginState.RESTARTING || state == PluginState.LAUNCHED
                ? OptionalLong.empty()
                : supervision.told().known().pid();
    }

    @Override
    public Optional<PluginAttachment> attachment() {
        return supervision.told().known().attachment();
    }

    @Override
    public List<FunctionInfo> functions() {
        return supervision.told().known().functions();
    }

    @Override
    @SuppressWarnings("NullAway") // It takes the lambda's result for one that is never null.
    public @Nullable Object call(CallRequest request) {
        Call<@Nullable Object> call = (plugin, left) -> plugin.call(left == null ? request : request.withTimeout(left));
        return onServing(request.timeout(), call);
    }

    @Override
    public CompletableFuture<@Nullable Object> callAsync(CallRequest request) {
        return server.rpc().async(() -> call(request));
    }

    @Override
    public MessageCaller messages() {
        return messages;
    }

    @Override
    public CompletableFuture<PluginHandle> ready() {
        return supervision.serving().next().thenApply(generation -> this);
    }

    @Override
    public void awaitReady(Duration timeout) {
        Generation ignored = Waiting.forResult(
                supervision.serving().next(),
                timeout,
                () -> new PluginException(
                        ErrorCode.READY_TIMEOUT,
                        "The plugin '" + name() + "' was not ready within " + timeout.toMillis() + " ms; it is "
                                + state()));
    }

    @Override
    public CompletableFuture<PluginEnd> ended() {
        return supervision.ended().copy();
    }

    @Override
    public CompletableFuture<PluginEnd> replaceWith(PluginSource source, Duration limit) {
        return replacement.run(source, limit);
    }

    @Override
    public StopResult stop(StopPolicy policy) {
        return new SupervisedStop(supervision, policy, server.options().stopPolicy()).run();
    }

    @Override
    public void close() {
        stop(server.options().stopPolicy());
    }

    /** Name and state. */
    @Override
    public String toString() {
        return "Plugin[" + name() + ", " + state() + "]";
    }

    /**
     * A call of one process.
     *
     * @param <T> the result
     */
    @FunctionalInterface
    private interface Call<T extends @Nullable Object> {

        /** With the time that is left; null for that of the request. */
        T to(RegisteredPlugin plugin, @Nullable Duration left);
    }

    /**
     * Calls the process that serves. While there is none, waits for the next one; what was refused unsent by one that
     * has ended goes to the next one, too. What was sent is never sent again.
     */
    private <T extends @Nullable Object> T onServing(@Nullable Duration timeout, Call<T> call) {
        Duration limit = timeout == null ? server.rpc().defaultTimeout() : timeout;
        long start = System.nanoTime();
        Duration left = null;
        while (true) {
            Generation generation = serving(limit, start);
            CallNotMadeException refusal = null;
            if (generation.gate().enter()) {
                try {
                    return call.to(generation.plugin(), left);
                } catch (CallNotMadeException e) {
                    if (!supervision.mayBeFollowed(generation)) {
                        throw e;
                    }
                    refusal = e;
                } finally {
                    generation.gate().exit();
                }
                CallNotMadeException reason = refusal;
                Waiting.forResult(generation.over(), left(limit, start), () -> reason);
            }
            left = limit.isZero() ? null : left(limit, start);
        }
    }

    private Generation serving(Duration limit, long start) {
        Generation now = supervision.serving().now();
        Generation early = now == null ? supervision.callableEarly() : now;
        return early != null
                ? early
                : supervision.serving().await(left(limit, start), supervision.told()::notReadyInTime);
    }

    /** The rest of a call's time; zero as limit means that it has all the time in the world. */
    private Duration left(Duration limit, long start) {
        if (limit.isZero()) {
            return ChronoUnit.FOREVER.getDuration();
        }
        Duration left = limit.minusNanos(System.nanoTime() - start);
        if (left.isNegative() || left.isZero()) {
            throw supervision.told().notReadyInTime();
        }
        return left;
    }

    /** Calls of services go where those of functions go. */
    private final class Messages implements MessageCaller {

        @Override
        public void require(String service) {
            supervision.told().known().messages().require(service);
        }

        @Override
        public ByteBuffer call(MessageRequest request) {
            return onServing(
                    request.timeout(),
                    (plugin, left) -> plugin.messages().call(left == null ? request : limited(request, left)));
        }

        private MessageRequest limited(MessageRequest request, Duration left) {
            return new MessageRequest(request.service(), request.method(), request.arguments(), request.oneWay(), left);
        }
    }
}
