package io.thriftplugins.benchmarks;

import io.thriftplugins.server.LoadResult;
import io.thriftplugins.server.PluginSource;
import io.thriftplugins.server.ThriftPluginsLoader;
import io.thriftplugins.server.ThriftPluginsServer;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Loads many plugins in parallel into one host, calls each of them, and stops them all. */
public final class ManyPlugins {

    private static final List<String> SMALL =
            List.of("-Xmx32m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

    /** For machines that are busy with other things. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private ManyPlugins() {}

    /**
     * Runs the measurement.
     *
     * @param args a plugin's JAR or directory, one of its functions, its argument, and how many to load; 200 if absent
     */
    public static void main(String[] args) {
        PluginSource plugin = PluginSource.of(Path.of(args[0])).withJavaOptions(SMALL);
        int count = args.length > 3 ? Integer.parseInt(args[3]) : 200;
        long stopped;
        try (ThriftPluginsServer server = ThriftPluginsServer.builder().build().start();
                ThriftPluginsLoader loader = ThriftPluginsLoader.builder(server)
                        .registrationTimeout(PATIENCE)
                        .readyTimeout(PATIENCE)
                        .build()) {
            loader.load(plugin.withName("first")).close();
            long[] before = vitals();
            long from = System.nanoTime();
            List<LoadResult> results = loader.loadAll(IntStream.range(0, count)
                    .mapToObj(i -> plugin.withName("many-" + i))
                    .toList());
            report("loaded", from);
            List<LoadResult> failed =
                    results.stream().filter(result -> result.handle() == null).toList();
            failed.forEach(result -> System.out.println(result.failure()));
            from = System.nanoTime();
            results.stream()
                    .map(LoadResult::handle)
                    .filter(Objects::nonNull)
                    .forEach(handle -> Objects.requireNonNull(handle.call(args[1], args[2])));
            report("called, one after the other", from);
            long[] after = vitals();
            int loaded = count - failed.size();
            System.out.printf(
                    Locale.ROOT,
                    "%d loaded; in the host for each: %.1f KiB heap, %.2f threads, %.2f descriptors%n",
                    loaded,
                    (after[0] - before[0]) / 1024.0 / loaded,
                    (double) (after[1] - before[1]) / loaded,
                    (double) (after[2] - before[2]) / loaded);
            stopped = System.nanoTime();
        }
        report("stopped", stopped);
        System.out.println(
                "processes left: " + ProcessHandle.current().descendants().count());
    }

    private static void report(String what, long from) {
        System.out.printf(
                Locale.ROOT, "%s in %.1f s%n", what, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from) / 1000.0);
    }

    private static long[] vitals() {
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        String[] descriptors = new File("/proc/self/fd").list();
        return new long[] {
            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
            Thread.getAllStackTraces().size(),
            descriptors == null ? 0 : descriptors.length
        };
    }
}
