package io.thriftplugins.e2e.attach;

import io.thriftplugins.Host;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.PluginException;
import io.thriftplugins.RemoteObject;
import io.thriftplugins.ServedObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A plugin with a state, which writes into a file what it notices while it has no host. */
public final class CounterPlugin implements Plugin {

    private final AtomicLong counter = new AtomicLong();
    private @Nullable Host host;
    private volatile @Nullable RemoteObject kept;

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("counter").version("1");
        plugin.function("count(): integer", call -> counter.incrementAndGet());
        plugin.function("pid(): integer", call -> ProcessHandle.current().pid());
        plugin.function("host_name(): string", call -> host().call("name"));
        plugin.function(
                "object(): object",
                call -> ServedObject.builder("answer")
                        .function("answer(): integer", ask -> 42L)
                        .build());
        plugin.function(
                "stubborn_object(): object",
                call -> ServedObject.builder("stubborn")
                        .onClose(CounterPlugin::hang)
                        .build());
        plugin.function("keep(object: object)", call -> {
            kept = call.get("object", RemoteObject.class);
            return null;
        });
        plugin.function("use_kept(): any", call -> Objects.requireNonNull(kept).call("name"));
        plugin.function(
                "spawn(): integer",
                call -> new ProcessBuilder("sleep", "600").start().pid());
        plugin.function("wait()", call -> {
            new CountDownLatch(1).await();
            return null;
        });
        // Asks the host again and again, until that fails; says so in a file.
        plugin.function("report(file: string)", call -> {
            Path file = Path.of(call.getString("file"));
            Thread thread = new Thread(() -> report(file));
            thread.setDaemon(true);
            thread.start();
            return null;
        });
    }

    /** Whatever interrupts it. */
    private static void hang() {
        while (true) {
            LockSupport.park();
        }
    }

    private void report(Path file) {
        try {
            while (true) {
                try {
                    host().call("name");
                } catch (PluginException e) {
                    if (e.code().name().equals("HOST_GONE")) {
                        Files.writeString(file, e.code() + " " + e.getMessage());
                        return;
                    }
                }
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public void start(Host theHost) {
        host = theHost;
    }

    private Host host() {
        return Objects.requireNonNull(host);
    }
}
