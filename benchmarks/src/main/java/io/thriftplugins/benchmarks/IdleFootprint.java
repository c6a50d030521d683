package io.thriftplugins.benchmarks;

import io.thriftplugins.server.LoadResult;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.ThriftPluginsServer;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Measures what an idle plugin costs its host: threads, heap, direct memory and resident memory. */
public final class IdleFootprint {

    private final int threads;
    private final long heap;
    private final long direct;
    private final long resident;

    private IdleFootprint() throws IOException {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        threads = Thread.getAllStackTraces().size();
        heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        direct = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        resident = residentBytes();
    }

    /**
     * Runs the measurement.
     *
     * @param args a plugin, and how many processes of it to load; 20 if absent
     */
    public static void main(String[] args) throws IOException {
        PluginSource plugin = PluginSource.of(Path.of(args[0]));
        int count = args.length > 1 ? Integer.parseInt(args[1]) : 20;
        try (ThriftPluginsServer server = ThriftPluginsServer.builder().build().start();
                ThriftPluginsLoader loader = ThriftPluginsLoader.of(server)) {
            // What the first plugins bring along stays in the first measurement.
            List<LoadResult> all = new ArrayList<>(load(loader, plugin, "warm-up-", 2));
            IdleFootprint before = new IdleFootprint();
            all.addAll(load(loader, plugin, "idle-", count));
            IdleFootprint after = new IdleFootprint();
            after.reportSince(before, count);
            all.stream()
                    .filter(result -> result.handle() == null)
                    .forEach(result -> System.out.println(result.failure()));
        }
    }

    private static List<LoadResult> load(ThriftPluginsLoader loader, PluginSource plugin, String prefix, int count) {
        // A few at a time: this is no test of starting JVMs.
        return IntStream.range(0, count)
                .mapToObj(i -> loader.loadAll(List.of(plugin.withName(prefix + i))))
                .flatMap(List::stream)
                .toList();
    }

    private void reportSince(IdleFootprint before, int count) {
        System.out.printf(
                Locale.ROOT,
                "%d idle plugins, for each: %.2f platform threads, %.1f KiB heap, %.1f KiB direct, %.1f KiB resident%n",
                count,
                (double) (threads - before.threads) / count,
                (heap - before.heap) / 1024.0 / count,
                (direct - before.direct) / 1024.0 / count,
                (resident - before.resident) / 1024.0 / count);
    }

    private static long residentBytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
    }
}
