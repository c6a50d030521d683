package io.thriftplugins.cli;

import io.thriftplugins.Endpoint;
import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginEvent;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.RegistrationToken;
import io.thriftplugins.TlsEndpoint;
import io.thriftplugins.TransportKeys;
import io.thriftplugins.server.ServerBuilder;
import io.thriftplugins.server.ThriftPluginsServer;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A host that starts nothing. Whoever registers last is the plugin, for all that is called: someone who starts it again
 * need not wait until the end of the one before was noticed.
 */
final class DebugHost implements AutoCloseable {

    private static final String NAME = "debug";

    /** Longer than anybody debugs. */
    private static final Duration LIFETIME = Duration.ofDays(36_500);

    private final ThriftPluginsServer server;
    private final PrintStream err;
    private final String token;
    private final OnShutdown onShutdown;

    /** The plugin that registered last. Guarded by this. */
    private @Nullable PluginHandle plugin;

    private volatile boolean closed;

    private DebugHost(ThriftPlugins root, Endpoint endpoint, @Nullable TransportKeys keys, String token) {
        Duration timeout = root.timeout();
        this.err = root.terminal().err();
        this.token = token;
        ServerBuilder builder = ThriftPluginsServer.builder();
        if (endpoint instanceof TlsEndpoint) {
            // On whatever machine it is: it has to prove that it is the one that presented the token.
            builder.callbackPolicy(TlsEndpoint.class::isInstance);
        }
        if (keys != null) {
            builder.keys(keys);
        }
        this.server = builder.endpoint(endpoint)
                .version(ProgramVersion.text())
                // Whoever steps through a function takes their time.
                .callTimeout(timeout == null ? Duration.ZERO : timeout)
                .listener(this::show)
                .build();
        this.onShutdown = OnShutdown.close(this::stop);
    }

    /** Listens, and says how to start a plugin. */
    static DebugHost start(ThriftPlugins root, Endpoint endpoint, @Nullable TransportKeys keys, String token) {
        DebugHost host = new DebugHost(root, endpoint, keys, token);
        try {
            host.server.start();
            host.expect();
            host.introduce(
                    root.terminal().out(), keys != null && !keys.authorities().isEmpty());
            return host;
        } catch (Throwable e) {
            host.close();
            throw e;
        }
    }

    private void introduce(PrintStream out, boolean trusting) {
        String arguments = "--server-endpoint=" + server.endpoint() + " --token=" + token;
        out.println("Endpoint: " + server.endpoint());
        out.println("Token:    " + token);
        out.println("Start a plugin with these arguments:");
        out.println("  " + arguments);
        out.println("A plugin in a JAR, with JAVA_OPTS for a debugger:");
        out.println("  thrift-plugins run --plugin=PLUGIN.jar " + arguments);
        if (server.endpoint() instanceof TlsEndpoint) {
            out.println("On another machine, add an address of it that this one can reach:");
            out.println("  --callback-endpoint=tls://ADDRESS:0");
        }
        if (trusting) {
            out.println("Only plugins with a certificate that is trusted can connect: --tls-keys, --tls-password-file");
        }
        out.println("Then type FUNCTION ARG..., functions, or quit.");
    }

    /** The token is good for one registration, so there is one after the other. */
    private void expect() {
        RegistrationToken next = server.issueToken(NAME, LIFETIME, token);
        var unused = server.registration(next).whenComplete((registered, failure) -> {
            if (closed) {
                return;
            }
            expect();
            if (registered != null) {
                replace(registered);
            }
        });
    }

    private void replace(PluginHandle registered) {
        PluginHandle before;
        synchronized (this) {
            before = plugin;
            plugin = registered;
            notifyAll();
        }
        if (before != null && !before.ended().isDone()) {
            err.println("Another plugin has registered; the one before is stopped");
            // Asking it blocks, and this thread has a registration to answer.
            Thread stopping = new Thread(before::close, "thrift-plugins-stop-" + before.name());
            stopping.setDaemon(true);
            stopping.start();
        }
    }

    /** Waits until a plugin is ready, as long as it takes. */
    PluginHandle awaitPlugin() {
        while (true) {
            PluginHandle candidate = awaitRegistered();
            try {
                return candidate.ready().join();
            } catch (CompletionException e) {
                // It has ended before it was ready, as an event has told; another may come.
            }
        }
    }

    private synchronized PluginHandle awaitRegistered() {
        try {
            while (plugin == null || plugin.ended().isDone()) {
                wait();
            }
            return plugin;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginException(ErrorCode.CANCELLED, "Waiting for a plugin was interrupted", e);
        }
    }

    private void show(PluginEvent event) {
        PluginHandle handle = event.handle();
        PluginException failure = event.failure();
        switch (event.state()) {
            case LAUNCHED, RESTARTING -> {
                // A token was issued, as always when the one before was used. Nothing here is launched, or restarted.
            }
            case REGISTERED -> err.println("Registered: " + (handle == null ? NAME : describe(handle)));
            case READY -> err.println("Ready");
            case STOPPING -> err.println("Stopping");
            case STOPPED -> err.println("Stopped");
            case FAILED -> {
                if (!closed) {
                    err.println((failure == null ? "Failed" : Failures.text(failure)) + "; the next one may register");
                }
            }
        }
    }

    private static String describe(PluginHandle handle) {
        return (PluginReport.name(handle) + " " + handle.version()).strip() + "; " + PluginReport.functions(handle);
    }

    @Override
    public void close() {
        stop();
        onShutdown.close();
    }

    private void stop() {
        closed = true;
        server.close();
    }
}
