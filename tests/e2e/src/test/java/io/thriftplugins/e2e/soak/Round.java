package io.thriftplugins.e2e.soak;

import io.thriftplugins.server.HostConfiguration;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.ThriftPluginsServer;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server with a loader and plugins, from its start to its close, which takes place amid all that happens. */
final class Round {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicInteger JOURNALS = new AtomicInteger();

    private final Plugins plugins;
    private final Ledger ledger;
    private final Queue<WeakReference<?>> classes;
    private final ThriftPluginsServer server;
    private final ThriftPluginsLoader loader;
    private final List<Keeper> keepers = new ArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    Round(String transport, Plugins plugins, Ledger ledger, Queue<WeakReference<?>> classes, SplittableRandom random) {
        this.plugins = plugins;
        this.ledger = ledger;
        this.classes = classes;
        for (Kind kind : plugins.kinds(transport)) {
            keepers.add(new Keeper(this, kind, name(transport, kind), random.split()));
        }
        server = ThriftPluginsServer.builder()
                .transport(transport)
                .maxConnectionsPerPlugin(random.nextInt(1, 5))
                .callTimeout(PATIENCE)
                .stopPolicy(Fates.PATIENT)
                .callbackTimeout(Duration.ofSeconds(20))
                .configuration(new Settings())
                .function(
                        "deeper(depth: integer): integer",
                        call -> Objects.requireNonNull(keeper(call.caller()).life())
                                .deeper(call.getLong("depth")))
                .function("refuse(id: integer)", call -> {
                    throw new IllegalStateException("refused " + call.getLong("id"));
                })
                .function("slug_taken(slug: string): boolean", call -> false)
                .build()
                .start();
        loader = ThriftPluginsLoader.builder(server)
                .registrationTimeout(PATIENCE)
                .readyTimeout(PATIENCE)
                .build();
    }

    private static String name(String transport, Kind kind) {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + "-" + transport.replace('.', '-');
    }

    /** Lets it all happen for a time, then closes server and loader, in this order or the other. */
    void run(Duration time, boolean serverFirst) throws InterruptedException {
        List<Thread> threads = keepers.stream()
                .map(keeper -> new Thread(keeper, "soak-keeper-" + keeper.name()))
                .toList();
        threads.forEach(Thread::start);
        closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        closing.countDown();
        keepers.stream().map(Keeper::life).filter(Objects::nonNull).forEach(life -> life.suffer(Affliction.STOPPED));
        long begun = System.nanoTime();
        if (serverFirst) {
            server.close();
        }
        loader.close();
        server.close();
        ledger.took("close of a host", begun);
        begun = System.nanoTime();
        for (Thread thread : threads) {
            thread.join();
        }
        ledger.took("ends after a close", begun);
        ledger.count("host closed", serverFirst ? "SERVER FIRST" : "LOADER FIRST");
    }

    private Keeper keeper(String name) {
        return keepers.stream()
                .filter(keeper -> keeper.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    ThriftPluginsServer server() {
        return server;
    }

    ThriftPluginsLoader loader() {
        return loader;
    }

    Plugins plugins() {
        return plugins;
    }

    Ledger ledger() {
        return ledger;
    }

    Queue<WeakReference<?>> classes() {
        return classes;
    }

    /** Whether the host is being closed, or has been. */
    boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Waits for a time, or until the host is being closed; whether it is. */
    boolean awaitClosing(int millis) throws InterruptedException {
        return closing.await(millis, TimeUnit.MILLISECONDS);
    }

    /** A file for the calls of a life. */
    Path newJournal(String name) {
        return plugins.directory().resolve(name + "-" + JOURNALS.incrementAndGet() + ".journal");
    }

    private final class Settings implements HostConfiguration {

        @Override
        public @Nullable Object get(String plugin, String key) {
            return switch (key) {
                case "go-files.root" -> plugins.directory().toString();
                case SoakPlugin.JOURNAL -> journal(plugin);
                default -> key;
            };
        }

        /** Those that are not to be loaded call nothing, so they may write it to one file. */
        private String journal(String plugin) {
            return keepers.stream()
                    .filter(keeper -> keeper.name().equals(plugin))
                    .map(keeper ->
                            Objects.requireNonNull(keeper.life()).journal().file())
                    .findFirst()
                    .orElseGet(() -> plugins.directory().resolve("unloaded.journal"))
                    .toString();
        }

        @Override
        public void set(String plugin, String key, @Nullable Object value) {
            throw new UnsupportedOperationException(key);
        }
    }
}
