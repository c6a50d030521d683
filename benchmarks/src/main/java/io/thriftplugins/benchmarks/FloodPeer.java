package io.thriftplugins.benchmarks;

import io.thriftplugins.Host;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.client.RemoteLogging;
import io.thriftplugins.client.ThriftPluginsClient;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plugin that floods its host with one thing or another, from four threads, while it is told to. */
public final class FloodPeer implements Plugin {

    private static final Logger LOG = LoggerFactory.getLogger(FloodPeer.class);
    private static final int THREADS = 4;
    private static final long PAUSE = 10_000_000;

    private volatile @Nullable Host host;
    private volatile String flood = "nothing";

    /** Runs the plugin. */
    public static void main(String[] args) {
        RemoteLogging.install();
        System.exit(ThriftPluginsClient.run(new FloodPeer(), args));
    }

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("flood").version("1").function("flood(what: string)", call -> {
            flood = call.getString("what");
            return null;
        });
    }

    @Override
    public void start(Host started) {
        host = started;
        for (int i = 0; i < THREADS; i++) {
            Thread thread = new Thread(this::run, "flood");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        Host target = Objects.requireNonNull(host);
        String large = "x".repeat(1_000_000);
        while (true) {
            switch (flood) {
                case "calls" -> echo(target, "x");
                case "large messages" -> echo(target, large);
                case "log lines" -> LOG.error("The same again");
                case "spinning" -> Thread.onSpinWait();
                default -> LockSupport.parkNanos(PAUSE);
            }
        }
    }

    private static void echo(Host host, String text) {
        if (!text.equals(host.call("echo", text))) {
            throw new IllegalStateException("An echo says the same");
        }
    }
}
