package io.thriftplugins.client;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.Limit;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.PluginException;
import io.thriftplugins.TlsEndpoint;
import io.thriftplugins.client.slf4j.RemoteLog;
import io.thriftplugins.rpc.Features;
import io.thriftplugins.rpc.FunctionTable;
import io.thriftplugins.rpc.PluginRegistration;
import io.thriftplugins.rpc.RegistrationReply;
import io.thriftplugins.rpc.RemoteHost;
import io.thriftplugins.rpc.Rpc;
import io.thriftplugins.rpc.ServedCalls;
import io.thriftplugins.spi.Transports;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The plugin's connections with its host, and with those that follow it: the callback endpoint stays, all else is new
 * for each host.
 */
final class HostConnections implements AutoCloseable, Outliving.Hosts {

    /** How long messages that are logged already may take to be sent at the end. */
    private static final Duration LOG_FLUSH = Duration.ofSeconds(1);

    /** Between two attempts to tell a host of the contract that the plugin is ready. */
    private static final Duration READY_PAUSE = Duration.ofMillis(20);

    /** Who is told that the host is gone. */
    @FunctionalInterface
    interface Listener {

        /** {@code waiting} lets the plugin wait for another host; null if it ends with this one. */
        void gone(@Nullable Runnable waiting);
    }

    private final Rpc rpc;
    private final PluginDefinition definition;
    private final FunctionTable functions;
    private final ClientArguments arguments;
    private final ClientOptions options;
    private final Listener listener;
    private final @Nullable Outliving outliving;
    private final Transports transports;
    private final CallbackService service;

    private volatile boolean started;
    private volatile @Nullable CallbackListeners listeners;
    private volatile @Nullable HostTies ties;
    private volatile @Nullable HostProxy proxy;

    HostConnections(
            Rpc rpc,
            PluginDefinition definition,
            FunctionTable functions,
            ClientArguments arguments,
            ClientOptions options,
            Transports transports,
            Listener listener,
            Runnable stop) {
        this.rpc = rpc;
        this.definition = definition;
        this.functions = functions;
        this.arguments = arguments;
        this.options = options;
        this.listener = listener;
        this.transports = transports;
        // Over TLS the endpoint is open for the host's own certificate alone.
        boolean bound = options.embedded() || arguments.endpoint() instanceof TlsEndpoint;
        this.outliving = bound
                ? null
                : arguments
                        .outlives()
                        .map(time -> new Outliving(definition.name(), time, arguments.secret(), this))
                        .orElse(null);
        this.service = new CallbackService(
                functions, definition.services(), () -> listeners().open(), stop, outliving);
    }

    /**
     * Watches the host that launched the plugin, connects and registers with it, and logs to it.
     *
     * @throws PluginException with {@code HOST_GONE} if it is gone, or goes meanwhile
     */
    HostLink first() {
        ServedCalls served = new ServedCalls();
        RemoteHost first = remote(arguments.endpoint(), served);
        HostTies own = new HostTies(first, arguments.parentPid());
        ties = own;
        // First of all: a host that is gone would be dialled for all of the host timeout.
        own.watch(ParentWatch.start(arguments, how -> gone(Outliving.LAUNCHER, how)));
        String identity = first.connect(options.hostTimeout());
        // Bound before it is announced, so that the host can dial it at once (step 5).
        Endpoint requested = arguments.callbackEndpoint().orElse(null);
        CallbackListeners opened = new CallbackListeners(
                rpc, transports.forEndpoint(requested != null ? requested : arguments.endpoint()), requested, identity);
        listeners = opened;
        opened.serve(service);
        HostLink link = new HostLink(first, served, register(first, arguments.token()));
        proxy = new HostProxy(link, functions);
        service.answer(link);
        attachLog(own, link);
        return link;
    }

    HostProxy proxy() {
        return Objects.requireNonNull(proxy, "There is no host before the registration");
    }

    /** Whether functions may run. */
    void started(boolean value) {
        started = value;
        service.started(value);
    }

    /** Who has not even started has nothing that another host would want. */
    private void gone(int number, HostGone how) {
        Outliving waiting = started ? outliving : null;
        listener.gone(waiting == null ? null : () -> waiting.begin(number));
        HostTies own = ties;
        if (proxy == null && own != null) {
            // Only now, as this lets who connects fail, and then all else ends.
            own.cut(new PluginException(ErrorCode.HOST_GONE, how.describe(arguments.parentPid())));
        }
    }

    private HostTies ties() {
        return Objects.requireNonNull(ties, "There is no host before the first connection");
    }

    private CallbackListeners listeners() {
        return Objects.requireNonNull(listeners, "Nobody listens before the first connection");
    }

    private RemoteHost remote(Endpoint endpoint, ServedCalls served) {
        return new RemoteHost(rpc, endpoint, options.limits().number(Limit.MAX_CONNECTIONS_TO_PEER), served);
    }

    private RegistrationReply register(RemoteHost with, String token) {
        Set<String> features = new HashSet<>(Features.OF_PLUGIN);
        if (outliving != null) {
            features.add(Features.TAKE_OVER);
        }
        PluginRegistration data = new PluginRegistration(
                definition.name(),
                definition.version(),
                // Those that were added later, too, for a host that comes later.
                functions.inOrder(),
                definition.metadata(),
                features);
        RegistrationReply reply = with.register(token, listeners().first(), data, options.callTimeout());
        if (reply.callbackToken().isEmpty() && !options.acceptContractHosts()) {
            throw new PluginException(
                    ErrorCode.ACCESS_DENIED,
                    "The host gives no callback token, so anyone could call the plugin in its place; this plugin is"
                            + " configured to refuse that (acceptContractHosts)");
        }
        return reply;
    }

    private void attachLog(HostTies of, HostLink link) {
        if (!options.embedded()) {
            RemoteLog.minimum(link.reply().minLogLevel());
            of.log(RemoteLog.attach(link.host()::log));
        }
    }

    /** A .NET host may not be prepared for it in the first moment after the registration (contract 5.1). */
    static void sayReady(HostLink link) {
        int attempts = link.reply().features().isEmpty() ? 10 : 1;
        while (true) {
            try {
                link.host().ready();
                return;
            } catch (PluginException e) {
                if (e.remoteFailure() == null || --attempts == 0) {
                    throw e;
                }
            }
            LockSupport.parkNanos(READY_PAUSE.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw new PluginException(ErrorCode.CANCELLED, "Interrupted while telling the host to be ready");
            }
        }
    }

    @Override
    public boolean isLost(long asking) {
        HostTies own = ties();
        return started && (own.isGone() || own.isLetGo(asking));
    }

    @Override
    public void lost(PluginException reason) {
        service.answer(null);
        leave(ties(), reason);
    }

    @Override
    public void gaveUp() {
        listener.gone(null);
    }

    @Override
    public void join(Endpoint endpoint, String token, long pid) {
        ServedCalls served = new ServedCalls();
        RemoteHost next = remote(endpoint, served);
        HostTies own = new HostTies(next, OptionalLong.of(pid));
        HostProxy used = proxy();
        HostLink before = used.link();
        try {
            var unused = next.connect(options.hostTimeout());
            HostLink link = new HostLink(next, served, register(next, token));
            // First: a function that the host calls as soon as it is answered may call the host.
            used.use(link);
            service.answer(link);
            sayReady(link);
            attachLog(own, link);
        } catch (RuntimeException | Error e) {
            service.answer(null);
            used.use(before);
            leave(own, new PluginException(ErrorCode.HOST_GONE, "This host has not taken the plugin over", e));
            throw e;
        }
        ties = own;
    }

    @Override
    public void watch(int number, long pid) {
        // Where this is told at once, these are no ties any more.
        HostTies own = ties();
        own.watch(ParentWatch.start(pid, how -> gone(number, how)));
    }

    /** Cuts the ties with a host; what may take its time does so on a thread of its own. */
    private static void leave(HostTies left, PluginException reason) {
        left.cut(reason);
        Thread thread = new Thread(left::release, "thrift-plugins-left-host");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        HostTies own = ties;
        if (own != null) {
            // In this order: what is logged while the endpoints close is sent, too.
            own.closeLog(LOG_FLUSH);
        }
        CallbackListeners opened = listeners;
        if (opened != null) {
            opened.close();
        }
        if (own != null) {
            own.close();
        }
    }
}
