package io.thriftplugins.client;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.PluginException;
import io.thriftplugins.rpc.FunctionTable;
import io.thriftplugins.rpc.Rpc;
import io.thriftplugins.spi.Transports;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a plugin's process: steps 5 to 7 of the sequence, then serving, then the end. */
final class PluginConnection {

    private static final Logger LOG = LoggerFactory.getLogger(PluginConnection.class);

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
        HostConnections hosts = resources.add(new HostConnections(
                rpc, definition, functions, arguments, options, transports, this::hostGone, this::stop));
        HostLink link = hosts.first();
        resources.addFirst(() -> hosts.started(false));
        hosts.watch(link, arguments);
        if (!options.embedded()) {
            resources.add(ShutdownHook.install(this::close));
        }
        startPlugin(hosts.proxy());
        hosts.started(true);
        HostConnections.sayReady(link);
    }

    /** Another host may come, if the plugin was told to wait for one. */
    private void hostGone(HostGone how, @Nullable Outliving outliving) {
        if (outliving != null && !ending.isDone()) {
            outliving.begin(() -> endWithoutHost(how));
        } else {
            endWithoutHost(how);
        }
    }

    /** Nobody is left who would kill this process if the plugin doesn't stop, or what it has started. */
    private void endWithoutHost(HostGone how) {
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
