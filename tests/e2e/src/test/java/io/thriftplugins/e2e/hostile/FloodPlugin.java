package io.thriftplugins.e2e.hostile;

import io.thriftplugins.FunctionDefinition;
import io.thriftplugins.Host;
import io.thriftplugins.Plugin;
import io.thriftplugins.PluginDefinition;
import io.thriftplugins.PluginException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plugin that does too much of something, on threads of its own, until it is stopped. */
public final class FloodPlugin implements Plugin {

    private static final Logger LOG = LoggerFactory.getLogger(FloodPlugin.class);

    private static final int THREADS = 4;

    private final AtomicLong done = new AtomicLong();
    private final Map<String, AtomicLong> refused = new ConcurrentHashMap<>();
    private volatile @Nullable Host host;

    @Override
    public void define(PluginDefinition plugin) {
        plugin.name("flood")
                .version("1")
                .function("begin(what: string)", call -> {
                    begin(call.getString("what"));
                    return null;
                })
                .function("done(): integer", call -> done.get())
                .function(
                        "refused(what: string): integer",
                        call -> Objects.requireNonNull(refused.get(call.getString("what")))
                                .get());
    }

    @Override
    public void start(Host started) {
        host = started;
    }

    private void begin(String what) {
        Runnable once = once(what, Objects.requireNonNull(host));
        AtomicLong refusals = new AtomicLong();
        refused.put(what, refusals);
        // One registration is as much work as many of the others.
        int threads = what.equals("registrations") ? 1 : THREADS;
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(
                    () -> {
                        while (true) {
                            try {
                                once.run();
                                done.incrementAndGet();
                            } catch (PluginException e) {
                                refusals.incrementAndGet();
                            }
                        }
                    },
                    "flood");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static Runnable once(String what, Host host) {
        return switch (what) {
            case "calls" ->
                () -> {
                    Object ignored = host.call("echo", "x");
                };
            case "log" -> () -> LOG.error("The same again");
            case "stdout" -> () -> System.out.println("The same again");
            case "stderr" -> () -> System.err.println();
            // Handles are never closed.
            case "handles" ->
                () -> {
                    Object ignored = host.call("gift");
                };
            case "large" -> {
                String large = "x".repeat(1_000_000);
                yield () -> {
                    Object ignored = host.call("echo", large);
                };
            }
            case "registrations" -> {
                String parameters = IntStream.range(0, 1000)
                        .mapToObj(i -> "p" + i + ": any")
                        .collect(Collectors.joining(", ", "(", ")"));
                AtomicLong number = new AtomicLong();
                yield () -> host.addFunction(
                        FunctionDefinition.of("f" + number.incrementAndGet() + parameters, "", call -> null));
            }
            default -> throw new IllegalArgumentException(what);
        };
    }
}
