package io.thriftplugins.client;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.FunctionDefinition;
import io.thriftplugins.Limit;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.PluginException;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a plugin's process: steps 5 to 7 of the sequence, then serving, then the end. */
final class PluginConnection {

    private static final Logger LOG = LoggerFactory.getLogger(PluginConnection.class);

    /** How long messages that are logged already may take to be sent at the end. */
    private static final Duration LOG_FLUSH = Duration.ofSeconds(1);

    /** Between two attempts to tell a host of the contract that the plugin is ready. */
    private static final Duration READY_PAUSE = Duration.ofMillis(20);

    /** How long a plugin may take to stop when its host is gone. */
    private static final Duration WITHOUT_HOST = Duration.ofSeconds(2);

    private final Plugin plugin;
    private final PluginDefinition definition;
    private final ClientArguments arguments;
    private final ClientOptions options;
    private final Transports transports;
    private final FunctionTable functions;

    private final CompletableFuture<HostGone> ending = new CompletableFuture<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Resources resources = new Resources();
    private final StartUp startUp = new StartUp();

    private volatile boolean pluginStarted;

    /** Set when the host is gone and this process has to end what it has started. */
    private volatile @Nullable Descendants orphaned;

    PluginConnection(Plugin plugin, ClientArguments arguments, Transports transports, ClientOptions options) {
        this.plugin = plugin;
        this.definition = PluginDefinition.of(plugin);
        this.arguments = arguments;
        this.options = options;
        this.transports = transports;
        this.functions = new FunctionTable("plugin '" + definition.name() + "'");
        definition.functions().forEach(functions::add);
    }

    void start() {
        try {
            connect();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void connect() {
        Rpc rpc = resources.add(
                new Rpc("thrift-plugins-" + definition.name(), transports, options.limits(), options.callTimeout()));
        ServedCalls served = new ServedCalls();
        RemoteHost host = new RemoteHost(
                rpc, arguments.endpoint(), options.limits().number(Limit.MAX_CONNECTIONS_TO_PEER), served);
        resources.add(host::close);
        String hostIdentity = host.connect(options.hostTimeout());

        // Bound before it is announced, so that the host can dial it at once (step 5).
        Endpoint requested = arguments.callbackEndpoint().orElse(null);
        CallbackListeners listeners = resources.add(new CallbackListeners(
                rpc,
                transports.forEndpoint(requested != null ? requested : arguments.endpoint()),
                requested,
                hostIdentity));
        CallbackService service = new CallbackService(
                functions, definition.services(), served, host.objects(), listeners::open, this::stop);
        listeners.serve(service);
        RegistrationReply reply = register(host, listeners.first());
        service.registered(reply);
        resources.addFirst(() -> service.started(false));
        watchHost();
        attachLog(host, reply);

        startPlugin(new HostProxy(host, reply, functions));
        service.started(true);
        sayReady(host, reply);
    }

    private RegistrationReply register(RemoteHost host, Endpoint callback) {
        PluginRegistration data = new PluginRegistration(
                definition.name(),
                definition.version(),
                definition.functions().stream().map(FunctionDefinition::info).toList(),
                definition.metadata(),
                Features.OF_PLUGIN);
        RegistrationReply reply = host.register(arguments.token(), callback, data, options.callTimeout());
        if (reply.callbackToken().isEmpty() && !options.acceptContractHosts()) {
            throw new PluginException(
                    ErrorCode.ACCESS_DENIED,
                    "The host gives no callback token, so anyone could call the plugin in its place; this plugin is"
                            + " configured to refuse that (acceptContractHosts)");
        }
        return reply;
    }

    private void watchHost() {
        resources.add(ParentWatch.start(arguments, this::hostGone));
        if (!options.embedded()) {
            resources.add(ShutdownHook.install(this::close));
        }
    }

    /** Nobody is left who would kill this process if the plugin doesn't stop, or what it has started. */
    private void hostGone(HostGone how) {
        if (options.embedded()) {
            end(how);
            return;
        }
        Descendants descendants = new Descendants();
        try {
            LastResort.haltUnless(closed, WITHOUT_HOST, descendants);
            descendants.note();
            orphaned = descendants;
            end(how);
        } catch (OutOfMemoryError e) {
            LastResort.halt(descendants);
        }
    }

    private void attachLog(RemoteHost host, RegistrationReply reply) {
        if (!options.embedded()) {
            RemoteLog.minimum(reply.minLogLevel());
            RemoteLog.Attachment log = RemoteLog.attach(host::log);
            resources.add(() -> log.close(LOG_FLUSH));
        }
    }

    private void startPlugin(HostProxy host) {
        pluginStarted = true;
        try {
            startUp.run(plugin, host);
        } catch (Exception e) {
            if (ending.isDone()) {
                throw new PluginException(
                        ErrorCode.CLOSED,
                        "The plugin '" + definition.name() + "' was stopped while it was starting",
                        e);
            } else if (e instanceof PluginException known) {
                throw known;
            }
            throw new PluginException(
                    ErrorCode.LAUNCH_FAILED, "The plugin '" + definition.name() + "' could not start: " + e, e);
        }
    }

    /** A .NET host may not be prepared for it in the first moment after the registration (contract 5.1). */
    private static void sayReady(RemoteHost host, RegistrationReply reply) {
        int attempts = reply.features().isEmpty() ? 10 : 1;
        while (true) {
            try {
                host.ready();
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

    int awaitEnd() {
        @Nullable HostGone reason = ending.join();
        close();
        Descendants descendants = orphaned;
        if (descendants != null) {
            descendants.end();
        }
        if (reason == HostGone.NOT_FOUND) {
            LOG.error("The host's process {} is not there", arguments.parentPid());
            return 1;
        }
        return 0;
    }

    /** Begins the end. What the host asked for has no reason. */
    void stop() {
        end(null);
    }

    @SuppressWarnings("NullAway") // null is the reason of a normal end
    private void end(@Nullable HostGone reason) {
        ending.complete(reason);
        startUp.end();
    }

    void close() {
        stop();
        if (closing.compareAndSet(false, true)) {
            try {
                resources.closeFirst();
                stopPlugin();
            } finally {
                resources.close();
                closed.countDown();
            }
        }
        boolean interrupted = false;
        while (true) {
            try {
                closed.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void stopPlugin() {
        if (pluginStarted) {
            try {
                plugin.stop();
            } catch (Exception e) {
                LOG.error("The plugin '{}' failed to stop cleanly", definition.name(), e);
            }
        }
    }
}
