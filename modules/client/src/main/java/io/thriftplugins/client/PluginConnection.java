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

    /** How long the process may take to end after that: for shutdown hooks, and for a {@code main} of its own. */
    private static final Duration EXIT = Duration.ofSeconds(1);

    private final Plugin plugin;
    private final PluginDefinition definition;
    private final ClientArguments arguments;
    private final ClientOptions options;
    private final Transports transports;
    private final FunctionTable functions;

    private final CompletableFuture<@Nullable Void> ending = new CompletableFuture<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Resources resources = new Resources();
    private final StartUp startUp = new StartUp();

    /** What this process has started; null if it is the host's own. */
    private final @Nullable Descendants descendants;

    private volatile boolean pluginStarted;

    /** The host has asked for the end, and ends what this process has started after it. */
    private volatile boolean asked;

    /** The host is gone, and this process has to end what it has started. */
    private volatile boolean orphaned;

    private volatile @Nullable ShutdownHook hook;

    PluginConnection(Plugin plugin, ClientArguments arguments, Transports transports, ClientOptions options) {
        this.plugin = plugin;
        this.definition = PluginDefinition.of(plugin);
        this.arguments = arguments;
        this.options = options;
        this.descendants = options.embedded() ? null : new Descendants(arguments.parentPid());
        this.transports = transports;
        this.functions = new FunctionTable("plugin '" + definition.name() + "'");
        definition.functions().forEach(functions::add);
    }

    void start() {
        try {
            connect();
        } catch (RuntimeException | Error e) {
            close();
            removeHook();
            watchExit();
            throw e;
        }
    }

    private void connect() {
        if (descendants != null) {
            hook = ShutdownHook.install(() -> terminated(descendants));
        }
        Rpc rpc = resources.add(
                new Rpc("thrift-plugins-" + definition.name(), transports, options.limits(), options.callTimeout()));
        HostConnections hosts = resources.add(new HostConnections(
                rpc, definition, functions, arguments, options, transports, this::hostGone, this::shutdown));
        HostLink link = hosts.first();
        resources.addFirst(() -> hosts.started(false));
        startPlugin(hosts.proxy());
        hosts.started(true);
        HostConnections.sayReady(link);
    }

    /** Another host may come, if the plugin was told to wait for one. */
    private void hostGone(@Nullable Runnable waiting) {
        if (waiting == null || ending.isDone()) {
            endWithoutHost();
            return;
        }
        try {
            waiting.run();
        } catch (OutOfMemoryError e) {
            // Who can't even wait would stay for ever.
            endWithoutHost();
        }
    }

    /** Nobody is left who would kill this process if the plugin doesn't stop, or what it has started. */
    private void endWithoutHost() {
        if (descendants == null) {
            end();
            return;
        }
        try {
            LastResort.haltUnless(closed, WITHOUT_HOST, descendants);
            descendants.note();
            orphaned = true;
            end();
        } catch (OutOfMemoryError e) {
            LastResort.halt(descendants);
        }
    }

    /**
     * The JVM is told to terminate, or exits by itself. Often it isn't the host that wants that, and who does may end
     * the host too, as Ctrl-C does: then nobody else ends what this process has started.
     */
    private void terminated(Descendants started) {
        started.note();
        close();
        if (!asked) {
            started.end();
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

    /** Blocks until the plugin has ended. */
    void awaitEnd() {
        ending.join();
        close();
    }

    private void shutdown() {
        asked = true;
        stop();
    }

    /** Begins the end. */
    void stop() {
        end();
    }

    @SuppressWarnings("NullAway") // there is nothing to tell
    private void end() {
        ending.complete(null);
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
                endOrphans();
                removeHook();
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

    /**
     * A start may fail because the host is being killed just then, which can be seen only a moment later: whatever the
     * process does now, it must not outlive its host.
     */
    private void watchExit() {
        if (descendants != null) {
            var unused = ParentWatch.start(arguments, how -> LastResort.haltAfter(EXIT, descendants));
        }
    }

    private void endOrphans() {
        if (orphaned && descendants != null) {
            descendants.end();
            LastResort.haltAfter(EXIT, descendants);
        }
    }

    /** Last of all: until then, whoever ends the JVM lets the hook do what is left. */
    private void removeHook() {
        ShutdownHook installed = hook;
        if (installed != null) {
            installed.close();
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
