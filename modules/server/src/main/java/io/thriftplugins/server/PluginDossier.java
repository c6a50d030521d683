package io.thriftplugins.server;

import io.thriftplugins.CallInFlight;
import io.thriftplugins.PluginEnd;
import io.thriftplugins.PluginException;
import io.thriftplugins.rpc.RemotePlugin;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What is told of a plugin's end: what is known of its process, and the calls that were lost with it. */
final class PluginDossier {

    private final String pluginName;
    private final RemotePlugin remote;

    /** The calls that were in flight when its connections were closed. */
    private final AtomicReference<@Nullable Calls> lastCalls = new AtomicReference<>();

    private record Calls(int count, List<CallInFlight> longest) {}

    PluginDossier(String pluginName, RemotePlugin remote) {
        this.pluginName = pluginName;
        this.remote = remote;
    }

    /** The calls in flight; once its connections are closed, those that were in flight then. */
    private Calls calls() {
        lastCalls.compareAndSet(null, new Calls(remote.callsInFlight(), remote.callsInFlight(PluginEnd.MAX_CALLS)));
        return Objects.requireNonNull(lastCalls.get());
    }

    /** To be called before the connections are closed; only the first call counts. */
    void noteCalls() {
        calls();
    }

    /**
     * Puts together what is known.
     *
     * @param known of the process
     * @param why the host ended it, or null if it did not
     */
    PluginEnd of(PluginEnd known, @Nullable PluginException why) {
        Calls calls = calls();
        return new PluginEnd(
                pluginName,
                known.exitCode(),
                known.signal(),
                known.uptime(),
                calls.count(),
                calls.longest(),
                known.crashFiles(),
                known.stderrTail(),
                why == null ? null : why.getMessage());
    }
}
