package io.thriftplugins.server;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.PluginAttachment;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The loads of one loader that are under way: first ones, restarts and replacements. Safe for use by many threads. */
final class PluginLoads {

    private final ThriftPluginsServer server;
    private final ProcessLauncher launcher;
    private final LaunchGate gate;
    private final LoaderOptions options;
    private final Set<PluginLoad> running = ConcurrentHashMap.newKeySet();
    private final Set<PluginHandle> takenOver = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    PluginLoads(ThriftPluginsServer server, ProcessLauncher launcher, LaunchGate gate, LoaderOptions options) {
        this.gate = gate;
        this.server = server;
        this.launcher = launcher;
        this.options = options;
    }

    ThriftPluginsServer server() {
        return server;
    }

    RestartPolicy restartPolicy(PluginSource source) {
        RestartPolicy own = source.restart();
        return own == null ? options.restart() : own;
    }

    PluginLoad prepare(PluginSource source, PluginOwner owner) {
        return new PluginLoad(server, launcher, gate, options, source, owner);
    }

    /**
     * Loads a plugin. Blocks until it is ready.
     *
     * @throws PluginException if it can't be loaded; nothing is left of it
     */
    RegisteredPlugin run(PluginLoad load) {
        // Before looking whether this is closed: then close() sees the load, or the load sees that.
        running.add(load);
        try {
            if (closed) {
                throw closedFailure();
            }
            return load.run();
        } finally {
            running.remove(load);
            load.finished().complete(null);
        }
    }

    /** Whether nothing can be loaded any more. */
    boolean isClosed() {
        return closed || server.registry().isClosed();
    }

    /**
     * Takes over a plugin that another host has launched. Blocks until it is ready.
     *
     * @throws PluginException if it can't be taken over; it is as it was then
     */
    PluginHandle takeOver(PluginAttachment attachment, Grants grants) {
        if (closed) {
            throw closedFailure();
        }
        PluginHandle plugin = new PluginTakeOver(server, options, attachment, grants).run();
        takenOver.add(plugin);
        var unused = plugin.ended().thenRun(() -> takenOver.remove(plugin));
        // After it was added: then close() sees it, or this sees that.
        if (closed) {
            plugin.close();
            throw closedFailure();
        }
        return plugin;
    }

    /** The plugins that another host has launched, and that have not ended. */
    List<PluginHandle> takenOver() {
        return List.copyOf(takenOver);
    }

    /** To be called last: nothing that was launched is there any more, or can be ended. */
    void processesEnded() {
        launcher.close();
    }

    /** Lets all loads fail that are under way, and later ones. Doesn't wait for them. */
    void close() {
        closed = true;
        running.forEach(load -> load.abandon(closedFailure()));
    }

    private static PluginException closedFailure() {
        return new PluginException(ErrorCode.CLOSED, "The loader was closed; make a new one");
    }
}
