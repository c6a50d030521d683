package io.thriftplugins.example.snippets.ending;

import io.thriftplugins.ErrorCode;
import io.thriftplugins.HealthCheck;
import io.thriftplugins.PluginEnd;
import io.thriftplugins.PluginException;
import io.thriftplugins.PluginHandle;
import io.thriftplugins.PluginState;
import io.thriftplugins.StopPolicy;
import io.thriftplugins.StopResult;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ServerBuilder;
import io.thriftplugins.server.ThriftPluginsServer;
import java.time.Duration;
import java.util.List;

/** Expects plugins to fail. */
public final class CarefulHost {

    private CarefulHost() {}

    /** Half a minute to write what they have in memory, then no patience. */
    private static final StopPolicy STOP =
            new StopPolicy(Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(5));

    public static ServerBuilder server() {
        return ThriftPluginsServer.builder()
                .stopPolicy(STOP)
                // Every 10 seconds, 5 seconds to answer; nobody is asked unless this is set.
                .healthCheck(new HealthCheck(Duration.ofSeconds(10), Duration.ofSeconds(5)))
                .listener(event -> {
                    if (event.state() == PluginState.FAILED) {
                        System.err.println(event.pluginName() + " has failed: " + event.failure());
                    }
                });
    }

    /** The JVM itself ends when its memory is exhausted, and leaves a heap dump. */
    public static PluginSource withMemoryLimit(PluginSource jar) {
        return jar.withJavaOptions(List.of(
                "-Xmx256m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+HeapDumpOnOutOfMemoryError",
                "-XX:HeapDumpPath=" + System.getProperty("java.io.tmpdir")));
    }

    public static String divide(PluginHandle plugin, long a, long b) {
        try {
            return String.valueOf(plugin.call("divide", a, b));
        } catch (PluginException e) {
            if (e.code() == ErrorCode.PLUGIN_ENDED) {
                PluginEnd end = plugin.ended().join();
                return "ended with " + end.exitCode() + " while it did " + end.calls() + ": " + end.stderrTail();
            }
            throw e;
        }
    }

    public static StopResult stop(PluginHandle plugin) {
        StopResult step = plugin.stop(STOP);
        if (step.compareTo(StopResult.GRACEFUL) > 0) {
            System.err.println(plugin.name() + " did not end when it was asked, but needed " + step);
        }
        return step;
    }
}
